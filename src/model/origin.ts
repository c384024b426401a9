/** A place in a file the user wrote. Line and column count from 1, the column in UTF-16 code units. */
export type Origin = { readonly file: string; readonly line: number; readonly column: number };

export type Located<T> = { readonly value: T; readonly origin: Origin };
