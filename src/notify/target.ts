import type { Result } from '../base/result.ts';
import type { NoticeType, NotificationSettings, SinkKind } from '../model/notifications.ts';
import type { Concealed, ReadSecret, SecretSource } from '../model/secret.ts';

/** A secret, or how to read it: each time anew, so that one that was replaced is used. */
export type SecretText = Concealed | (() => Promise<Result<Concealed>>);

/** Who is told, in the form of which sink. */
export type NotifyTarget = {
  readonly kind: SinkKind;
  readonly url: string | SecretText;
  readonly secret?: SecretText;
  /** All, where none are given. */
  readonly events?: readonly NoticeType[];
  /** Allows plain http to a host that is not loopback. */
  readonly allowInsecure?: boolean;
};

/** Whether notices of that type are for it. */
export function wants({ events }: Pick<NotifyTarget, 'events'>, type: NoticeType): boolean {
  return !events || events.includes(type);
}

/** What `sollist.yaml` says, as targets whose secrets are read when they are needed. */
export function notifyTargets(
  settings: readonly NotificationSettings[],
  readSecret: ReadSecret,
): readonly NotifyTarget[] {
  const from = (source: SecretSource) => () => readSecret(source);
  return settings.map(({ url, secret, ...rest }) => ({
    ...rest,
    url: typeof url === 'string' ? url : from(url),
    ...(secret && { secret: from(secret) }),
  }));
}
