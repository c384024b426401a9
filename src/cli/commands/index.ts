import type { AnyCommand } from '../command.ts';
import { apply } from './apply.ts';
import { approve } from './approve.ts';
import { catalogue } from './catalogue.ts';
import { emulate } from './emulate.ts';
import { explain } from './explain.ts';
import { history } from './history.ts';
import { plan } from './plan.ts';
import { pull } from './pull.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { status } from './status.ts';
import { validate } from './validate.ts';

/** What `sollist` can be told to do, in the order of its help. */
export const commands = {
  validate,
  plan,
  apply,
  pull,
  explain,
  status,
  approve,
  history,
  catalogue,
  schema,
  run,
  emulate,
} as const satisfies Readonly<Record<string, AnyCommand>>;
