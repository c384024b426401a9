import { checkUrl } from '../base/url.ts';
import { type NoticeType, type NotificationSettings, noticeTypes } from '../model/notifications.ts';
import type { Credential } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from '../yaml/locate.ts';
import { childOf, itemsOf, readReference, textOf, type YamlNode } from '../yaml/node.ts';

export type NotificationsContext = {
  readonly locate: Locate;
  readonly problems: Problem[];
  /** From which relative paths of secrets count. */
  readonly folder: string;
};

/** What stands below `notifications`. What its schema does not take is a problem already, and passed over. */
export function readNotifications(
  node: YamlNode | undefined,
  context: NotificationsContext,
): readonly NotificationSettings[] {
  return itemsOf(node).flatMap((item) => (item.kind === 'map' ? readOne(item, context) : []));
}

function readOne(item: YamlNode, context: NotificationsContext): readonly NotificationSettings[] {
  const [webhook, slack] = [childOf(item, 'webhook'), childOf(item, 'slack')];
  if (webhook && slack) {
    return refuse(item, context, 'both `webhook` and `slack` are there', 'make two entries of them');
  }
  if (!webhook && !slack) {
    const hint = 'write `webhook: https://…` or `slack: { env: NAME }`';
    return refuse(item, context, 'an entry of `notifications` says neither `webhook` nor `slack`', hint);
  }
  const events = readEvents(childOf(item, 'events'));
  const common = {
    allowInsecure: childOf(item, 'allowInsecure')?.data === true,
    ...(events && { events }),
  };
  if (slack) return readSlack(slack, common, context);
  return readWebhook(webhook!, childOf(item, 'secret'), common, context);
}

function refuse(node: YamlNode, { locate, problems }: NotificationsContext, message: string, hint: string) {
  problems.push({ code: 'bad-value', message, hint, origin: locate(node.offset) });
  return [];
}

function readEvents(node: YamlNode | undefined): readonly NoticeType[] | undefined {
  if (node?.kind !== 'list') return undefined;
  return noticeTypes.filter((type) => node.items.some((item) => textOf(item) === type));
}

type Common = Pick<NotificationSettings, 'events' | 'allowInsecure'>;

function readSlack(
  node: YamlNode,
  common: Common,
  context: NotificationsContext,
): readonly NotificationSettings[] {
  const url = reference(node, context);
  return url ? [{ ...common, kind: 'slack', url }] : [];
}

function readWebhook(
  node: YamlNode,
  secretNode: YamlNode | undefined,
  common: Common,
  context: NotificationsContext,
): readonly NotificationSettings[] {
  const url = readUrl(node, common.allowInsecure, context);
  const secret = secretNode && reference(secretNode, context);
  // Better not at all than without the signature that was asked for.
  if (url === undefined || (secretNode && !secret)) return [];
  return [{ ...common, kind: 'webhook', url, ...(secret && { secret }) }];
}

function readUrl(
  node: YamlNode,
  allowInsecure: boolean,
  context: NotificationsContext,
): string | Credential | undefined {
  const text = textOf(node);
  if (text === undefined) return reference(node, context);
  if (text === '') return undefined;
  const checked = checkUrl(text, '`webhook`', allowInsecure);
  if ('url' in checked) return checked.url;
  const hint = ownHint(text, checked.sensitive) ?? checked.hint;
  context.problems.push({ code: 'url', ...checked, hint, origin: context.locate(node.offset) });
  return undefined;
}

/** Where that for addresses of the API would mislead. */
function ownHint(text: string, sensitive: true | undefined): string | undefined {
  if (sensitive) return 'it may be a secret: write { env: NAME } or { file: PATH }';
  return /^https?:/i.test(text) ? undefined : 'write it like https://example.com/hook';
}

function reference(node: YamlNode, { folder, locate }: NotificationsContext): Credential | undefined {
  const ref = readReference(node);
  return ref && { ref, folder, origin: locate(node.offset) };
}
