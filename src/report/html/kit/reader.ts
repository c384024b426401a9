import type { Here } from '../../../base/time/shown.ts';
import type { Language } from '../language.ts';
import type { CommonWords } from '../words.ts';

/** Who reads: in which language, when and where. */
export type PageReader = { readonly language: Language; readonly common: CommonWords; readonly here: Here };
