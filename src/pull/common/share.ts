/** A share as people write it, `0.8` or `80 %`: more than nothing, and no more than all. Undefined for what is none. */
export function parseShare(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})([ \u00a0\u202f]?%)?$/.exec(text.trim());
  if (!match) return undefined;
  const share = Number(match[1]) / (match[2] === undefined ? 1 : 100);
  return share > 0 && share <= 1 ? share : undefined;
}
