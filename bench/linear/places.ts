import {
  answerOf,
  documentText,
  liveSyncs,
  pass,
  planted,
  pull,
  settingsText,
  validateDocument,
  validateSettings,
} from '../../soak/doors.ts';
import { createCalendar } from '../../src/base/calendar.ts';
import { nearest } from '../../src/base/nearest.ts';
import { printable } from '../../src/base/printable.ts';
import { cellsOf, crop, cropStart } from '../../src/base/text/cells.ts';
import { quoted } from '../../src/base/text/quoted.ts';
import { looksSecret } from '../../src/base/text/secretName.ts';
import { parseLocal } from '../../src/base/time/local.ts';
import { parseTimestamp } from '../../src/base/timestamp.ts';
import { checkUrl } from '../../src/base/url.ts';
import { parseWhen } from '../../src/desired/when.ts';
import { parseQuota } from '../../src/emulator/faults/quota.ts';
import { parseFaults } from '../../src/emulator/faults/rules.ts';
import { storedValue } from '../../src/emulator/state/optionType.ts';
import { parseInterval } from '../../src/emulator/state/timeSpan.ts';
import { concealer } from '../../src/http/conceal.ts';
import { errorWords } from '../../src/http/errorWords.ts';
import { readRetryAfter } from '../../src/http/retryAfter.ts';
import { parseObject } from '../../src/journal/chain.ts';
import { historyRecord } from '../../src/journal/history.ts';
import { parseDesiredDuration, parseDuration } from '../../src/model/duration.ts';
import { showOptionValues } from '../../src/model/fields/option.ts';
import { Concealed } from '../../src/model/secret.ts';
import { blankShapes, withoutSecret, withoutShapes } from '../../src/model/secretSigns.ts';
import { equalValues, mayBeEqual, toWire } from '../../src/model/value.ts';
import { slackMessage } from '../../src/notify/sinks/slack.ts';
import { maskValues } from '../../src/problems/excerpt.ts';
import { whySecret } from '../../src/pull/documentValue.ts';
import { code, prose } from '../../src/report/markdown/escape.ts';
import { readQuota } from '../../src/wawi/quota/reading.ts';
import { remark, scalar } from '../../src/yaml/write.ts';
import { type Grow, many } from './texts.ts';

/** A place where a text of somebody else goes, and the texts that are tried there: all of `texts`, or its own. */
export type Place = {
  readonly name: string;
  readonly read: (text: string) => unknown;
  readonly texts?: Readonly<Record<string, Grow>>;
};

const calendar = createCalendar();
const conceal = concealer(Object.values(planted).map((secret) => new Concealed(secret)));

/** All that a text of a document may stand for. */
const documentPlaces: Readonly<Record<string, (text: string) => string>> = {
  'a document': (text) => text,
  'behind a document': (text) => `${documentText}${text}`,
  'a comment': (text) => `${documentText}#${text}`,
  'a plain value': (text) => `sync: { name: Ebay }\nconfigs:\n  Note: x${text}\n`,
  'a quoted value': (text) => `sync: { name: Ebay }\nconfigs:\n  Note: ${JSON.stringify(text)}\n`,
  'a value in single quotes': (text) =>
    `sync: { name: Ebay }\nconfigs:\n  Note: '${text.replaceAll("'", "''")}'\n`,
  'a folded block': (text) =>
    `sync: { name: Ebay }\nconfigs:\n  Note: >\n    ${text.replaceAll('\n', '\n    ')}\n`,
  'a literal block': (text) =>
    `sync: { name: Ebay }\nconfigs:\n  Note: |\n    ${text.replaceAll('\n', '\n    ')}\n`,
  'a value of a secret': (text) => `sync: { name: Ebay }\nconfigs:\n  Passwort: [${text}\n`,
  'an unknown key': (text) => `? ${JSON.stringify(text)}\n: 1\n`,
  "an option's name": (text) => `sync: { name: Ebay }\nconfigs:\n  ? ${JSON.stringify(text)}\n  : 1\n`,
  "a sync's name": (text) => `sync: { name: ${JSON.stringify(text)} }\ninterval: 5m\n`,
  "a tenant's name": (text) => `tenant: ${JSON.stringify(text)}\n${documentText}`,
  'a label': (text) => `tenants: { ${JSON.stringify(text)}: ${JSON.stringify(text)} }\n${documentText}`,
  'an identifier': (text) => `sync: { id: ${JSON.stringify(text)} }\ninterval: 5m\n`,
  'an interval': (text) => `sync: { name: Ebay }\ninterval: ${JSON.stringify(text)}\n`,
  'a window': (text) =>
    `sync: { name: Ebay }\nwindows:\n  - { schedule: ${JSON.stringify(text)}, duration: ${JSON.stringify(text)}, interval: 5m }\n`,
  'a suspension': (text) =>
    `sync: { name: Ebay }\nsuspend: { reason: ${JSON.stringify(text)}, until: ${JSON.stringify(text)} }\n`,
  'an anchor': (text) => `sync: { name: &x${text} Ebay }\ninterval: 5m\n`,
  'a tag': (text) => `sync: { name: !x${text} Ebay }\ninterval: 5m\n`,
  'a directive': (text) => `%x${text}\n---\n${documentText}`,
  'a name of a variable': (text) =>
    `sync: { name: Ebay }\nconfigs:\n  Passwort: { env: ${JSON.stringify(text)} }\n`,
};

const settingsPlaces: Readonly<Record<string, (text: string) => string>> = {
  'sollist.yaml': (text) => text,
  'behind sollist.yaml': (text) => `${settingsText}${text}`,
  'a schedule': (text) => settingsText.replace('*/5 * * * *', escaped(text)),
  'a time zone': (text) => settingsText.replace('Europe/Berlin', JSON.stringify(text)),
  'an address': (text) =>
    settingsText.replace('https://api.example.com/erp', JSON.stringify(`https://a/${text}`)),
  'a host': (text) => settingsText.replace('https://api.example.com/erp', JSON.stringify(`https://${text}`)),
  'a tenant of the settings': (text) =>
    `${settingsText}  ? ${JSON.stringify(text)}\n  : { tenantId: ${JSON.stringify(text)} }\n`,
  'a number': (text) => settingsText.replace('maxShare: 1', `maxShare: ${JSON.stringify(text)}`),
  'a secret in clear': (text) => settingsText.replace('{ env: CLIENT_SECRET }', JSON.stringify(text)),
  'a version': (text) => settingsText.replace('"2.0"', JSON.stringify(text)),
  notifications: (text) =>
    `${settingsText}notifications:\n  - { url: ${JSON.stringify(text)}, events: [${JSON.stringify(text)}] }\n`,
};

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

type Sync = (typeof liveSyncs)[number];

const [first, second] = liveSyncs as [Sync, Sync];
const note = first.configurations[3]!;

/** What a text may be in the answer to a list. */
const livePlaces: Readonly<Record<string, (text: string) => unknown>> = {
  'the answer': (text) => text,
  'a live name': (text) => [{ ...first, syncName: text }, second],
  'a live sales channel': (text) => [{ ...first, salesChannelName: text }, second],
  'a live identifier': (text) => [{ ...first, identifier: text }, second],
  'a live interval': (text) => [{ ...first, interval: text }, second],
  "a live option's name": (text) => [{ ...first, configurations: [{ ...note, displayName: text }] }],
  "a live option's type": (text) => [
    { ...first, configurations: first.configurations.map((one) => ({ ...one, type: text })) },
  ],
  "a live option's value": (text) => [
    { ...first, configurations: first.configurations.map((one) => ({ ...one, currentValue: text })) },
  ],
  'a field nobody knows': (text) => [{ ...first, [text]: text }, second],
};

const wanting = (text: string) => `${documentText}  Note: ${JSON.stringify(text)}\n`;

const longHeader = (text: string) => ({
  'retry-after': text,
  date: text,
  'x-ratelimit-limit': text,
  location: text,
});

/** Functions that others call with a text as it came, whatever stands before them today. */
const direct: Readonly<Record<string, (text: string) => unknown>> = {
  printable,
  quoted,
  cellsOf,
  crop: (text) => crop(text, 80),
  cropStart: (text) => cropStart(text, 80),
  code: (text) => code(text),
  'code of any length': (text) => code(text, Number.MAX_SAFE_INTEGER),
  prose: (text) => prose(text),
  'prose of any length': (text) => prose(text, 1e9),
  nearest: (text) => nearest(text, [`${text.slice(1)}b`, 'Ebay']),
  maskValues,
  looksSecret,
  withoutShapes,
  blankShapes,
  withoutSecret: (text) => [withoutSecret(text, true), withoutSecret(text, false)],
  whySecret: (text) => whySecret([text], ['*a*a*a*a*b', '*"*x*']),
  parseDesiredDuration: (text) => [
    parseDesiredDuration(text),
    parseDuration(`P${text}`),
    parseDuration(text),
  ],
  parseTimestamp: (text) => parseTimestamp(text, parseLocal),
  parseWhen: (text) => parseWhen(text, 'back'),
  calendar: (text) => [calendar.mistakeIn(text), calendar.isTimezone(text)],
  checkUrl: (text) => [
    checkUrl(text, 'x', { allowInsecure: false }),
    checkUrl(`http://${text}`, 'x', { allowInsecure: false }),
  ],
  values: (text) =>
    ['bool', 'int', 'decimal', 'text'].map((type) => [
      toWire(type, text),
      equalValues(type, text, `${text} `),
    ]),
  mayBeEqual: (text) => mayBeEqual(text, `${text}1`),
  showOptionValues: (text) => showOptionValues(text, `${text}x`),
  conceal,
  'conceal, many secrets': concealer(
    Array.from({ length: 200 }, (_, at) => new Concealed(`secret number ${at} of many`)),
  ),
  'conceal, a long secret': (text) => concealer([new Concealed(text.slice(0, 50_000))])(text),
  errorWords: (text) =>
    errorWords(answerOf({ errorMessage: text, validationErrors: { [text]: [text] } }).body, conceal),
  'errorWords of any body': (text) => errorWords(answerOf(text).body, conceal),
  'a header': (text) => [
    readRetryAfter({ headers: longHeader(text) }, 0),
    readQuota({ headers: longHeader(text) }),
  ],
  'a line of the journal': (text) => {
    const line = JSON.stringify({ kind: 'change', time: text, tenant: text, sync: text, before: text });
    return historyRecord(parseObject(line) ?? {});
  },
  'YAML that is written': (text) => [scalar(text), remark(text)],
  slackMessage: (text) =>
    slackMessage(
      [
        { kind: 'drift', title: text, lines: [text] } as unknown as Parameters<
          typeof slackMessage
        >[0][number],
      ],
      'x',
    ),
  "the emulator's words": (text) => [
    parseFaults(text),
    parseQuota(text),
    parseInterval(text),
    storedValue('decimal', text, 'dotnet' as never),
  ],
};

/** Many short things in place of one long one. */
const manyPlaces: readonly Place[] = [
  of('many keys nobody knows', (length) => many(length, (at) => `key${at}: 1\n`), document),
  of(
    'many options',
    (length) => `sync: { name: Ebay }\nconfigs:\n${many(length, (at) => `  option ${at}: 1\n`)}`,
    document,
  ),
  of(
    'many references that are none',
    (length) => `sync: { name: Ebay }\nconfigs:\n  a: {${many(length, (at) => `k${at}: 1`, ', ')}}\n`,
    document,
  ),
  of('one key many times', (length) => many(length, () => 'interval: 5m\n'), document),
  of(
    'many documents',
    (length) => many(length, (at) => `sync: { name: s${at} }\ninterval: 5m\n---\n`),
    document,
  ),
  of(
    'many documents with a mistake',
    (length) => many(length, (at) => `sync: { nam: s${at} }\n---\n`),
    document,
  ),
  of(
    'many documents at odds',
    (length) => many(length, (at) => `sync: { name: Ebay }\ninterval: ${at + 1}s\n---\n`),
    document,
  ),
  of(
    'many tenants nobody knows',
    (length) => `tenants: [${many(length, (at) => `t${at}`, ', ')}]\n${documentText}`,
    document,
  ),
  of(
    'many windows',
    (length) =>
      `sync: { name: Ebay }\nwindows:\n${many(length, (at) => `  - { schedule: "0 ${at % 24} * * *", duration: 1h, interval: ${at + 1}s }\n`)}`,
    document,
  ),
  of(
    'many anchors and aliases',
    (length) =>
      `sync: { name: Ebay }\nconfigs:\n${many(length, (at) => `  a${at}: &a${at} x\n  b${at}: *a${at}\n`)}`,
    document,
  ),
  of(
    'one anchor, many aliases',
    (length) => `sync: { name: Ebay }\nconfigs:\n  a: &a x\n${many(length, (at) => `  b${at}: *a\n`)}`,
    document,
  ),
  of('many merge keys', (length) => `sync: &s { name: Ebay }\n${many(length, () => '<<: *s\n')}`, document),
  of(
    'maps in maps',
    (length) => many(length, (at) => `${' '.repeat(at % 90)}k: ${at % 90 === 89 ? '1' : ''}\n`),
    document,
  ),
  of('lists in lists', (length) => many(length, () => '- - - - a\n'), document),
  of('pairs in a list', (length) => `a: [${many(length, (at) => `a${at}: b`, ', ')}]`, document),
  of('unclosed lists', (length) => many(length, () => 'a: [\n'), document),
  of('unclosed quotes', (length) => many(length, () => 'a: "b\n'), document),
  of('many directives', (length) => many(length, () => '%YAML 1.2\n---\n'), document),
  of(
    'many tags',
    (length) => many(length, (at) => `%TAG !t${at}! tag:x,${at}:\n`).concat('---\na: 1\n'),
    document,
  ),
  of('many empty documents', (length) => many(length, () => '---\n'), document),
  of('many blocks', (length) => many(length, (at) => `k${at}: |\n  a\n\n  b\n`), document),
  of('many comments', (length) => many(length, (at) => `# ${at}\n\n`) + documentText, document),
  of(
    'many tenants',
    (length) => settingsText + many(length, (at) => `  t${at}: { tenantId: i${at} }\n`),
    settings,
  ),
  of(
    'many tenants that are one',
    (length) => settingsText + many(length, (at) => `  t${at}: { tenantId: a-1 }\n`),
    settings,
  ),
  of(
    'many secrets in clear',
    (length) => `auth:\n  clientSecret:\n${many(length, (at) => `    k${at}: [a]\n`)}`,
    settings,
  ),
  of(
    'one secret in clear, many times',
    (length) =>
      `auth: { clientSecret: { a: &a "x${' '.repeat(length / 2)}" } }\ntenants:\n${many(length / 2, (at) => `  t${at}: { auth: { clientSecret: [*a] } }\n`)}`,
    settings,
  ),
  of('many syncs', (length) => syncs(length, (at) => ({ ...second, syncName: `s${at}` })), answer),
  of('many syncs of one name', (length) => syncs(length, () => first), answer),
  of(
    'many syncs of odd identifiers',
    (length) =>
      syncs(length, (at) => ({
        ...first,
        identifier: `${'.'.repeat(9)}!${String(at).replace(/\d/g, (one) => '!$%&/()=?;'[Number(one)]!)}`,
      })),
    answer,
  ),
  of(
    'many live options',
    (length) => JSON.stringify([{ ...first, configurations: options(length) }]),
    answer,
  ),
  of(
    'many live options of one name',
    (length) =>
      JSON.stringify([
        { ...first, configurations: options(length).map((one) => ({ ...one, displayName: 'Note' })) },
      ]),
    answer,
  ),
  of(
    'many options on both sides',
    (length) => JSON.stringify([{ ...first, configurations: options(length) }]),
    (text) =>
      pass(
        `sync: { name: Ebay }\nconfigs:\n${many(text.length / 8, (at) => `  o${at}: x\n`)}`,
        { list: answerOf(text) },
        'text',
      ),
  ),
  of(
    'many unknown options on both sides',
    (length) => JSON.stringify([{ ...first, configurations: options(length) }]),
    (text) =>
      pass(
        `sync: { name: Ebay }\nconfigs:\n${many(text.length / 8, (at) => `  u${at}: x\n`)}`,
        { list: answerOf(text) },
        'text',
      ),
  ),
  of(
    'many syncs on both sides',
    (length) => syncs(length, (at) => ({ ...second, identifier: `i${at}`, syncName: `s${at}` })),
    (text) =>
      pass(
        many(text.length / 4, (at) => `sync: { name: s${at} }\ninterval: 5m\n---\n`),
        { list: answerOf(text) },
        'text',
      ),
  ),
  of(
    'many unknown syncs on both sides',
    (length) => syncs(length, (at) => ({ ...second, identifier: `i${at}`, syncName: `s${at}` })),
    (text) =>
      pass(
        many(text.length / 4, (at) => `sync: { name: u${at} }\ninterval: 5m\n---\n`),
        { list: answerOf(text) },
        'text',
      ),
  ),
  of(
    'many unknown identifiers on both sides',
    (length) => syncs(length, (at) => ({ ...second, identifier: `i${at}`, syncName: `s${at}` })),
    (text) =>
      pass(
        many(text.length / 4, (at) => `sync: { id: u${at} }\ninterval: 5m\n---\n`),
        { list: answerOf(text) },
        'text',
      ),
  ),
  of(
    'many that is wrong with a value',
    (length) =>
      JSON.stringify({
        validationErrors: Object.fromEntries(
          Array.from({ length: length / 12 }, (_, at) => [`k${at}`, ['x']]),
        ),
      }),
    (text) => errorWords(answerOf(text).body, conceal),
  ),
  of('JSON in JSON', (length) => '['.repeat(length / 2) + ']'.repeat(length / 2), answer),
];

function of(name: string, grow: (length: number) => string, read: Place['read']): Place {
  return { name, read, texts: { '': grow } };
}

function syncs(length: number, one: (at: number) => unknown): string {
  return `[${many(length, (at) => JSON.stringify(one(at)), ',')}]`;
}

function options(length: number) {
  return Array.from({ length: Math.ceil(length / 110) }, (_, at) => ({
    ...note,
    identifier: `id${at}`,
    displayName: `o${at}`,
  }));
}

function document(text: string): unknown {
  return [validateDocument(text, 'text'), validateDocument(text, 'github')];
}

function settings(text: string): unknown {
  return validateSettings(text, 'text');
}

async function answer(text: string): Promise<unknown> {
  const list = answerOf(text);
  return [
    await pass(wanting('x'), { list }, 'text'),
    await pass(wanting('x'), { list }, 'github'),
    await pull(list).catch(String),
  ];
}

export const places: readonly Place[] = [
  ...Object.entries(direct).map(([name, read]) => ({ name, read })),
  ...Object.entries(documentPlaces).map(([name, write]) => ({
    name,
    read: (text: string) => document(write(text)),
  })),
  ...Object.entries(settingsPlaces).map(([name, write]) => ({
    name,
    read: (text: string) => settings(write(text)),
  })),
  ...Object.entries(livePlaces).map(([name, write]) => ({
    name,
    read: async (text: string) => answer(JSON.stringify(write(text))),
  })),
  {
    name: 'a value on both sides',
    read: (text) =>
      pass(
        wanting(text),
        { list: answerOf([{ ...first, configurations: [{ ...note, currentValue: `${text}x` }] }]) },
        'markdown',
      ),
  },
  {
    name: 'an error of the list',
    read: (text) =>
      pass(
        documentText,
        {
          list: answerOf({ errorCode: text, errorMessage: text }, { status: 400, headers: longHeader(text) }),
        },
        'github',
      ),
  },
  {
    name: 'an error of a change',
    read: (text) =>
      pass(
        documentText,
        { list: answerOf(liveSyncs), change: answerOf({ ErrorMessage: text }, { status: 422 }) },
        'github',
      ),
  },
  {
    name: 'a token',
    read: (text) =>
      pass(
        documentText,
        {
          token: answerOf({ access_token: text, token_type: text, expires_in: text }),
          list: answerOf(liveSyncs),
        },
        'text',
      ),
  },
  {
    name: 'a refusal of a token',
    read: (text) =>
      pass(
        documentText,
        {
          token: answerOf({ error: text }, { status: 400, headers: longHeader(text) }),
          list: answerOf(liveSyncs),
        },
        'text',
      ),
  },
  ...manyPlaces,
];
