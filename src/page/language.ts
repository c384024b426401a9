import { type Language, languages } from '../report/html/language.ts';

/** The cookie that keeps what was chosen by the switch. */
export const languageCookie = 'sollist-language';

/** What was chosen, else what the browser likes best of what there is (RFC 9110, 12.5.4), else English. */
export function languageFor(chosen: string | undefined, accepted: string | undefined): Language {
  const isOurs = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);
  if (chosen !== undefined && isOurs(chosen)) return chosen;
  const liked = (accepted ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { tag: tag.split('-', 1)[0]!, quality: quality === undefined ? 1 : Number(quality) };
  });
  const placeOf = (language: Language) => {
    const indexOf = (wanted: string) => liked.findIndex(({ tag }) => tag === wanted);
    const index = indexOf(language) < 0 ? indexOf('*') : indexOf(language);
    return { language, index, quality: liked[index]?.quality ?? 0 };
  };
  const [best] = languages
    .map(placeOf)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return best?.language ?? 'en';
}
