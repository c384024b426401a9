/** A whole number, a share below 1, or one in percent. */
const forms =
  /^(?:(?<count>\d{1,9})|(?<share>0?\.\d{1,9})|(?<percent>\d{1,3}(?:\.\d{1,9})?)[ \u00a0\u202f]?%)$/;

/** Whether the text is a limit: `20`, `0.5`, `50 %`. */
export function isLimit(text: string): boolean {
  const { percent = '0' } = forms.exec(text)?.groups ?? { percent: '101' };
  return Number(percent) <= 100;
}

/** Of a few, each one is a large share: a share counts from so many on. */
export const shareCountsFrom = 10;

/** Whether so many of `all` are more than a limit allows. What is divided is what people count, so that 29 of 100 are 29 %. */
export function exceeds(limit: string, some: number, all: number): boolean {
  const { count, share, percent } = forms.exec(limit)?.groups ?? {};
  if (count !== undefined) return some > Number(count);
  if (all < shareCountsFrom) return false;
  return share === undefined ? (some * 100) / all > Number(percent) : some / all > Number(share);
}
