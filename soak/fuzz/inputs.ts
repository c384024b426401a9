import { parseAllDocuments } from 'yaml';
import { randomFrom } from '../../src/emulator/state/random.ts';
import type { HttpAnswer } from '../../src/http/answer.ts';
import { WorldFailure } from '../../src/problems/worldFailure.ts';
import {
  answerOf,
  documentText,
  type HttpOf,
  liveSyncs,
  type Passed,
  pass,
  planted,
  pull,
  type Server,
  settingsText,
  validateDocument,
  validateSettings,
} from '../doors.ts';
import type { Random } from '../syncs.ts';
import { mutateJson, mutateText, pickOf } from './mutate.ts';
import { openOverHttp } from './overHttp.ts';

/**
 * One input of a door, made of its seed alone, and taken with `httpOf` where it takes a server. Gives what is wrong with
 * how it was taken; what it throws is wrong as well.
 */
type TryInput = (random: Random, httpOf: HttpOf | undefined) => Promise<string | undefined>;

const outputs = ['text', 'json', 'markdown', 'github'] as const;

const documents = [
  documentText,
  `tenants: { region: eu }\nmode: observe\n${documentText}`,
  `tenants: [acme]\nsync: { id: 3c90c3cc-0d44-4b50-8888-8dd25736052a }\nconfigs:\n  Note: |\n    hello\n    world\n`,
  `${documentText}windows:\n  - schedule: "0 2 * * *"\n    duration: 4h\n    interval: 30m\n    configs: { Note: night }\n`,
  `sync: &s { name: Ebay }\nsuspend: { reason: "moving house", until: 2026-12-24 }\n---\nsync: { name: Amazon }\ninterval: PT1H\n`,
  `base: &b\n  Note: hello\nsync: { name: Ebay }\nconfigs:\n  <<: *b\n`,
];

const settings = [
  settingsText,
  `${settingsText}notifications:\n  - { type: webhook, url: { env: CLIENT_SECRET }, events: [drift.found] }\n`,
];

/** A line that must not be shown, whatever stands around it. */
const literal = `  clientSecret: ${planted.literal}\n`;

const headerNames =
  'retry-after date x-ratelimit-limit x-ratelimit-remaining x-ratelimit-interval-length-seconds location content-type content-encoding www-authenticate link server'.split(
    ' ',
  );
const headerValues = [
  '5',
  '0',
  '-1',
  '100, 100',
  'Wed, 04 Mar 2026 12:00:10 GMT',
  '9'.repeat(400),
  '',
  'Bearer error="x"',
  'gzip',
  '/v2/workers',
  'https://evil.example/',
];
const statuses = [200, 200, 200, 202, 204, 301, 400, 401, 403, 404, 409, 412, 422, 429, 500, 503, 999];
const secrets = Object.values(planted).filter((secret) => secret !== planted.literal);

const usualList = answerOf(liveSyncs);
const secretOption = `"displayName":"Passwort","type":"string","currentValue":"${planted.live}"`;

/** What a server says that gives back what it was sent. */
const echoes = [
  ...secrets,
  ...secrets.map((secret) => `value '${secret}' is not allowed`),
  ...secrets.map((secret) => Buffer.from(secret).toString('base64')),
];

export const doors = {
  async yaml(random, httpOf) {
    if (random() < 0.3) return trySettings(random);
    const document = pickOf(documents, random);
    const text = mutateText(random() < 0.001 ? document.repeat(50) : document, random);
    if (random() < 0.4)
      return leakIn(validateDocument(text, pickOf(['text', 'json', 'github'] as const, random)));
    const passed = await pass(text, { list: usualList }, pickOf(outputs, random), httpOf);
    return wrongIn(passed) ?? writtenInVain(text, passed, random);
  },
  async answers(random, httpOf) {
    const isSecret = (value: object) => 'displayName' in value && value.displayName === 'Passwort';
    const syncs = JSON.stringify(mutateJson(liveSyncs, random, isSecret));
    const spoiled = random() < 0.9 ? syncs : mutateText(syncs, random);
    // Under another name it would be no secret.
    const body = spoiled.includes(secretOption) ? spoiled : syncs;
    if (random() < 0.2) return leakIn((await pull(answerOf(body)).catch(told)) ?? '');
    const change = answerOf(
      mutateJson(
        random() < 0.5
          ? liveSyncs[0]
          : {
              errorCode: 'x',
              errorMessage: pickOf(echoes, random),
              validationErrors: { value: [pickOf(echoes, random)] },
            },
        random,
        () => false,
      ),
      { status: pickOf(statuses, random) },
    );
    const list = answerOf(body);
    const passed = await pass(documentText, { list, change }, pickOf(outputs, random), httpOf);
    return wrongIn(passed) ?? strayWrite(list, passed);
  },
  async headers(random, httpOf) {
    const server: Server = {
      list: answerOf(random() < 0.7 ? liveSyncs : { errorMessage: pickOf(echoes, random) }, someHead(random)),
      change: answerOf(liveSyncs[0], someHead(random)),
      ...(random() < 0.3 && {
        token: answerOf(
          { access_token: planted.token, token_type: mutateText('bearer', random), expires_in: 60 },
          someHead(random),
        ),
      }),
    };
    const passed = await pass(documentText, server, pickOf(outputs, random), httpOf);
    const isRefused = server.list.status < 200 || server.list.status > 299;
    if (isRefused && passed.posted.length > 0) return 'writes though the list was refused';
    return wrongIn(passed);
  },
} satisfies Record<string, TryInput>;

export type DoorName = keyof typeof doors;

/** One in so many goes through the real client and a socket. */
const shareOverHttp = 500;

let overHttp: ReturnType<typeof openOverHttp> | undefined;

/** @throws what the code throws. */
export async function tryInput(door: DoorName, seed: string, number: number): Promise<string | undefined> {
  const random = randomFrom(`${seed}/${door}/${number}`);
  if (number % shareOverHttp !== 0) return doors[door](random, undefined);
  overHttp ??= openOverHttp();
  return doors[door](random, (await overHttp).httpOf);
}

/** Ends what was opened for inputs. */
export async function closeInputs(): Promise<void> {
  await (await overHttp)?.close();
  overHttp = undefined;
}

async function trySettings(random: Random): Promise<string | undefined> {
  const text = mutateText(pickOf(settings, random), random).replace(
    '  clientSecret: { env: CLIENT_SECRET }\n',
    literal,
  );
  return leakIn(validateSettings(text, pickOf(['text', 'json', 'github'] as const, random)));
}

function someHead(random: Random) {
  const headers: Record<string, string> = {};
  for (const name of headerNames) {
    if (random() < 0.3) headers[name] = mutateText(pickOf(headerValues, random), random);
  }
  return { status: pickOf(statuses, random), headers };
}

function told(error: unknown): string {
  if (!(error instanceof WorldFailure)) throw error;
  return `${error.message} ${error.hint ?? ''}`;
}

function leakIn(text: string): string | undefined {
  const found = Object.values(planted).find((secret) => text.includes(secret));
  return (
    found &&
    `tells ${found}: ${text.slice(Math.max(0, text.indexOf(found) - 200), text.indexOf(found) + 100)}`
  );
}

function wrongIn({ report, posted, told: text }: Passed): string | undefined {
  if (report.kind === 'problems' && posted.length > 0) return 'writes in spite of problems';
  return leakIn(text);
}

/** Another parser is asked of a share, since it takes its time. */
function writtenInVain(text: string, { posted }: Passed, random: Random): string | undefined {
  if (posted.length === 0 || random() > 0.1) return undefined;
  const isBad = parseAllDocuments(text, { uniqueKeys: true }).some(({ errors }) => errors.length > 0);
  return isBad ? 'writes what a file asks for that is no YAML' : undefined;
}

/** What is written goes to a sync of the list, and to options of that sync. Half a character is another one on the line. */
function strayWrite(list: HttpAnswer, { posted }: Passed): string | undefined {
  const syncs =
    posted.length === 0 ? [] : (JSON.parse(new TextDecoder().decode(list.body)) as typeof liveSyncs);
  for (const { path, body: sent } of posted) {
    const id = decodeURIComponent(path.split('/').at(-1)!);
    const sync = syncs.find((one) => String(one.identifier) === id);
    if (!sync) return `writes to ${id}, which the list does not hold`;
    const { configs = [] } = JSON.parse(sent) as { configs?: { identifier: string }[] };
    const ids = new Set(sync.configurations.map(({ identifier }) => String(identifier)));
    if (configs.some(({ identifier }) => !ids.has(identifier)))
      return `writes an option that ${id} does not have`;
  }
  return undefined;
}
