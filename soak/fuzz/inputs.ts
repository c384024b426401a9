import { parseAllDocuments } from 'yaml';
import { randomFrom } from '../../src/emulator/state/random.ts';
import { WorldFailure } from '../../src/problems/worldFailure.ts';
import {
  answerOf,
  documentText,
  liveSyncs,
  pass,
  type Passed,
  planted,
  pull,
  type Server,
  settingsText,
  validateDocument,
  validateSettings,
} from '../doors.ts';
import type { Random } from '../syncs.ts';
import { mutateJson, mutateText, pickOf } from './mutate.ts';

/** One input of a door, made of its seed alone. Gives what is wrong with how it was taken; what it throws is wrong as well. */
type TryInput = (random: Random) => Promise<string | undefined>;

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

/** What a server says that gives back what it was sent. */
const echoes = [
  ...secrets,
  ...secrets.map((secret) => `value '${secret}' is not allowed`),
  ...secrets.map((secret) => Buffer.from(secret).toString('base64')),
];

export const doors = {
  async yaml(random) {
    if (random() < 0.3) return trySettings(random);
    const text = mutateText(pickOf(documents, random), random);
    if (random() < 0.4)
      return leakIn(validateDocument(text, pickOf(['text', 'json', 'github'] as const, random)));
    const passed = await pass(text, { list: answerOf(liveSyncs) }, pickOf(outputs, random));
    return wrongIn(passed) ?? writtenInVain(text, passed, random);
  },
  async answers(random) {
    const isSecret = (value: object) => 'displayName' in value && value.displayName === 'Passwort';
    const list = mutateJson(liveSyncs, random, isSecret);
    const body = random() < 0.9 ? JSON.stringify(list) : mutateText(JSON.stringify(list), random);
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
    const passed = await pass(documentText, { list: answerOf(body), change }, pickOf(outputs, random));
    return wrongIn(passed) ?? strayWrite(body, passed);
  },
  async headers(random) {
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
    return wrongIn(await pass(documentText, server, pickOf(outputs, random)));
  },
} satisfies Record<string, TryInput>;

export type DoorName = keyof typeof doors;

/** @throws what the code throws. */
export function tryInput(door: DoorName, seed: string, number: number): Promise<string | undefined> {
  return doors[door](randomFrom(`${seed}/${door}/${number}`));
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

/** What is written goes to a sync of the list, and to options of that sync. */
function strayWrite(body: string, { posted }: Passed): string | undefined {
  const syncs = posted.length === 0 ? [] : (JSON.parse(body) as typeof liveSyncs);
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
