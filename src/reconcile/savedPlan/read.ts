import { isSavedPlanJson } from '../../generated/validators.js';
import type { Refusal } from '../outcome.ts';
import { checksumOf, type Digest, type SavedPlan } from './savedPlan.ts';

/** Reads a saved plan back, or says why it is refused: cut off, edited, or of another time. */
export function readSavedPlan(text: string, sha256: Digest): SavedPlan | Refusal {
  const json = parse(text);
  if (json === undefined) return refuse('is no whole JSON document: it was cut off or edited');
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'string' && !version.startsWith('1.')) {
    return refuse(`has the format version ${version.slice(0, 20)}, and this sollist reads 1.x`);
  }
  if (!isSavedPlanJson(json)) return refuse('is no plan that `sollist plan --out` has written');
  const { checksum: claimed, ...content } = json;
  if (checksumOf(content, sha256) !== claimed) return refuse('was edited after it was saved');
  return json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(what: string): Refusal {
  return {
    code: 'saved-plan',
    message: `the saved plan ${what}`,
    hint: 'save it anew: sollist plan --out plan.json',
  };
}
