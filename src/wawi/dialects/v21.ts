import type { Dialect } from './dialect.ts';
import { bodyWith, v20 } from './v20.ts';

/** 2.1 to 2.3: as 2.0, but options to set are called `configurations`, and may be null. */
export const v21: Dialect = { ...v20, acceptsNull: true, body: bodyWith('configurations') };
