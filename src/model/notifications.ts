import { sollistSchema } from '../generated/sollistSchema.ts';
import type { Credential } from './secret.ts';

const { properties } = sollistSchema.$defs.notification;
type Properties = typeof properties;

/** What somebody who does not look is told of. In events `dev.sollist.` stands before it. */
export const noticeTypes = properties.events.items.enum;
export type NoticeType = (typeof noticeTypes)[number];

/** The keys of an entry of which one says where notices go, and in which form. */
export type SinkKind = {
  [Key in keyof Properties]: Properties[Key] extends { 'x-sink': true } ? Key : never;
}[keyof Properties];
export const sinkKinds = Object.entries(properties).flatMap(([key, one]) =>
  'x-sink' in one ? [key as SinkKind] : [],
);

/** Whom to tell, references to secrets not yet read. */
export type NotificationSettings = {
  readonly kind: SinkKind;
  readonly url: string | Credential;
  /** Signs what is sent. */
  readonly secret?: Credential;
  /** All, where none are given. */
  readonly events?: readonly NoticeType[];
  /** Allows plain http to a host that is not loopback. */
  readonly allowInsecure: boolean;
};
