import { ok, type Result } from '../base/result.ts';
import { type DurationMistake, parseDesiredDuration, toMilliseconds } from '../model/duration.ts';

/** After how many milliseconds something is too long: `7d`, and undefined for `never`. */
export function readLonger(text: string): Result<number | undefined, DurationMistake> {
  if (/^never$/i.test(text)) return ok(undefined);
  const read = parseDesiredDuration(text);
  return read.ok ? ok(toMilliseconds(read.value)) : read;
}
