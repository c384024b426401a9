import type { SinkKind } from '../../model/notifications.ts';
import type { Sink } from './sink.ts';
import { slack } from './slack.ts';
import { webhook } from './webhook.ts';

/** By the key of `notifications` in `sollist.yaml` that says where it is. */
export const sinks = { webhook, slack } as const satisfies Record<SinkKind, Sink>;
