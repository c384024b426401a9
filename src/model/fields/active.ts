import { failed, ok } from '../../base/result.ts';
import type { ScalarValues } from './kind.ts';

/** What the worker is asked to do with a sync. The API's third action, restart, sets no state, and is never sent. */
export type ControlAction = 'start' | 'stop';

/** Whether the worker runs a sync at all. A stopped one is deactivated until somebody starts it. */
export const active: ScalarValues<boolean> = {
  written: ['boolean'],
  mistake: 'bad-value',
  read(text) {
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false') return ok(word === 'true');
    return failed({ message: 'must be true or false' });
  },
  equal: (a, b) => a === b,
  show: String,
  toJson: (value) => value,
  fromJson: (json) => (typeof json === 'boolean' ? json : undefined),
};
