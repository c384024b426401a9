export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** As `Intl` names it. Dates in English are written as in Europe. */
export function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

/** What is said, in each language: a text, or a function of what it is about. */
type Phrase = Readonly<Record<Language, string | ((...about: never[]) => string)>>;

export type WordTable = Readonly<Record<string, Phrase>>;

/** A table as one language has it. */
export type WordsOf<T extends WordTable> = { readonly [Name in keyof T]: T[Name]['en'] };

export function inLanguage<T extends WordTable>(table: T, language: Language): WordsOf<T> {
  const entries = Object.entries(table).map(([name, phrase]) => [name, phrase[language]]);
  return Object.fromEntries(entries) as WordsOf<T>;
}
