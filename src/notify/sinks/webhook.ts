import { createHmac } from 'node:crypto';
import type { NotificationJson } from '../../generated/notification.ts';
import type { Concealed } from '../../model/secret.ts';
import { failureJson, problemJson } from '../../report/json.ts';
import type { Notice } from '../notice.ts';
import type { Sink } from './sink.ts';

/** CloudEvents, one a request, signed where a secret is given. */
export const webhook: Sink = {
  gathers: false,
  prepare([notice], { url, secret, source }) {
    const body = JSON.stringify(cloudEvent(notice!, source));
    const signature = secret && { 'x-signature': sign(body, secret) };
    return { url, headers: { 'content-type': 'application/cloudevents+json', ...signature }, body };
  },
};

/** The form of GitHub's webhooks: a keyed hash of the body's bytes. */
function sign(body: string, secret: Concealed): string {
  return `sha256=${createHmac('sha256', secret.reveal()).update(body).digest('hex')}`;
}

/** A notice as `schemas/notification.schema.json` has it. `source` says which sollist tells. */
function cloudEvent(notice: Notice, source: string): NotificationJson {
  return {
    specversion: '1.0',
    id: notice.id,
    source: encodeURI(source.replace(/\p{Surrogate}/gu, '')),
    type: `dev.sollist.${notice.type}`,
    ...(notice.tenant !== undefined && { subject: subjectOf(notice.tenant, notice) }),
    time: new Date(notice.time).toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'https://sollist.dev/schemas/notification.schema.json#/$defs/notice',
    data: noticeJson(notice),
  };
}

function subjectOf(tenant: string, { sync }: Notice): string {
  return sync ? `${tenant}/${sync.id}` : tenant;
}

function noticeJson(notice: Notice): NotificationJson['data'] {
  const { severity, summary, tenant, sync, planId, revision, changes, problems, refusals } = notice;
  const { failure, contested, syncs } = notice;
  return {
    severity,
    summary,
    details: [...notice.details],
    ...(tenant !== undefined && { tenant }),
    ...(sync && { sync }),
    planId,
    revision,
    reasons: [...notice.reasons],
    ...(changes && { changes: [...changes] }),
    ...(problems && { problems: problems.map(problemJson) }),
    ...(refusals && { refusals: [...refusals] }),
    ...(syncs && { syncs: [...syncs] }),
    ...(failure && { failure: failureJson(failure) }),
    ...(contested && { contested: { ...contested, nextAt: new Date(contested.nextAt).toISOString() } }),
  };
}
