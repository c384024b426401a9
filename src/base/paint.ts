/** Style functions for a terminal; each is the identity where there is none. */
export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>
>;

const same = (text: string) => text;

export const plain: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
