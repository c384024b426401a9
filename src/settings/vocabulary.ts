import { sollistSchema } from '../generated/sollistSchema.ts';
import { vocabularyOf } from '../yaml/vocabulary.ts';

/** Which keys `sollist.yaml` may have, which of them are secrets, and what is said of them. */
export const vocabulary = vocabularyOf(sollistSchema);
