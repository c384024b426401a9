import { trimBlanks } from '../base/text/characters.ts';
import { checkUrl } from '../base/url.ts';
import {
  type NoticeType,
  type NotificationSettings,
  noticeTypes,
  type SinkKind,
  sinkKinds,
} from '../model/notifications.ts';
import type { Credential } from '../model/secret.ts';
import { childOf, itemsOf, textOf, type YamlNode } from '../yaml/node.ts';
import { referenceAt, report, type SettingsContext } from './said.ts';
import { vocabulary } from './table.ts';

type NotificationsContext = Pick<SettingsContext, 'locate' | 'problems' | 'folder'>;

/** What stands below `notifications`. What its schema does not take is a problem already, and passed over. */
export function readNotifications(
  node: YamlNode | undefined,
  context: NotificationsContext,
): readonly NotificationSettings[] {
  return itemsOf(node).flatMap((item) => (item.kind === 'map' ? readOne(item, context) : []));
}

function readOne(item: YamlNode, context: NotificationsContext): readonly NotificationSettings[] {
  const [kind, another] = sinkKinds.filter((key) => childOf(item, key));
  if (!kind || another) return refuseChoice(item, [kind, another], context);
  const [node, secretNode] = [childOf(item, kind)!, childOf(item, 'secret')];
  const events = readEvents(childOf(item, 'events'));
  const allowInsecure = childOf(item, 'allowInsecure')?.data === true;
  const url = readUrl(node, kind, allowInsecure, context);
  const secret = secretNode && referenceAt(secretNode, context);
  // Better not at all than without the signature that was asked for.
  if (url === undefined || (secretNode && !secret)) return [];
  return [{ kind, url, allowInsecure, ...(secret && { secret }), ...(events && { events }) }];
}

function refuseChoice(
  item: YamlNode,
  there: readonly (SinkKind | undefined)[],
  context: NotificationsContext,
): readonly [] {
  const isNone = there[0] === undefined;
  const names = (isNone ? sinkKinds : there).map((key) => `\`${key}\``);
  const message = isNone
    ? `an entry of \`notifications\` says neither ${names.join(' nor ')}`
    : `both ${names.join(' and ')} are there`;
  const hint = isNone ? 'write `webhook: https://…`, or `slack: { env: NAME }`' : 'make two entries of them';
  report(context, 'bad-value', context.locate(item.offset), { message, hint });
  return [];
}

function readEvents(node: YamlNode | undefined): readonly NoticeType[] | undefined {
  if (node?.kind !== 'list') return undefined;
  return noticeTypes.filter((type) => node.items.some((item) => textOf(item) === type));
}

function readUrl(
  node: YamlNode,
  kind: SinkKind,
  allowInsecure: boolean,
  context: NotificationsContext,
): string | Credential | undefined {
  const written = textOf(node);
  if (written === undefined) return referenceAt(node, context);
  const text = trimBlanks(written);
  if (written === '' || !takesText(kind)) return undefined;
  const checked = checkUrl(text, `\`${kind}\``, { allowInsecure });
  if (checked.ok) return checked.value;
  const hint = ownHint(text, checked.why.sensitive) ?? checked.why.hint;
  return report(context, 'url', context.locate(node.offset), { ...checked.why, hint, sensitive: true });
}

/** An address that is a secret in any case is never written in clear, and the schema has said so. */
function takesText(kind: SinkKind): boolean {
  const { schemas } = vocabulary.at(`/notifications/0/${kind}`);
  return schemas.some(({ type = [] }) => [type].flat().includes('string'));
}

/** Where that for addresses of the API would mislead. */
function ownHint(text: string, sensitive: true | undefined): string | undefined {
  if (sensitive) return 'it may be a secret: write { env: NAME } or { file: PATH }';
  return /^https?:/i.test(text) ? undefined : 'write it like https://example.com/hook';
}
