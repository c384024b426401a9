import type { Origin } from './origin.ts';
import type { SecretSource } from './secret.ts';

/** What somebody who does not look is told of. In events `dev.sollist.` stands before it. */
export const noticeTypes = [
  'drift.found',
  'drift.corrected',
  'drift.ended',
  'change.failed',
  'pass.refused',
  'pass.blocked',
  'pass.resumed',
  'tenant.failed',
  'tenant.recovered',
  'value.contested',
  'value.calmed',
  'tree.bad',
  'tree.recovered',
] as const;
export type NoticeType = (typeof noticeTypes)[number];

type Reference = SecretSource & { readonly origin?: Origin };

/** Whom to tell, references to secrets not yet read. */
export type NotificationSettings = {
  /** All, where none are given. */
  readonly events?: readonly NoticeType[];
  /** Allows plain http to a host that is not loopback. */
  readonly allowInsecure: boolean;
} & (
  | { readonly kind: 'webhook'; readonly url: string | Reference; readonly secret?: Reference }
  /** Who has the address of a Slack webhook may post there, so it is a secret. */
  | { readonly kind: 'slack'; readonly url: Reference }
);
