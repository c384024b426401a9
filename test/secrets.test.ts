import fc from 'fast-check';
import { describe, expect, test as plainTest } from 'vitest';
import { createCalendar } from '../src/base/calendar.ts';
import { plain } from '../src/base/paint.ts';
import { readDocuments } from '../src/desired/document.ts';
import { syncSchema } from '../src/generated/syncSchema.ts';
import type { Problem } from '../src/problems/problem.ts';
import { problemsText } from '../src/problems/text.ts';
import { githubAnnotations, githubReport } from '../src/report/github.ts';
import { reportHtml } from '../src/report/html/file/report.tsx';
import { reportJson } from '../src/report/json.ts';
import { reportMarkdown } from '../src/report/markdown/markdown.ts';
import { readSettings } from '../src/settings/read.ts';
import { vocabulary } from '../src/settings/table.ts';
import { vocabularyOf } from '../src/yaml/vocabulary.ts';
import { inBerlin } from './support/here.ts';
import { type Ended, test } from './support/product.ts';
import { aPlan } from './support/report.ts';
import { runs } from './support/runs.ts';
import { documentsWith, leak, secretPlaces } from './support/secretPlaces.ts';

const inSettings = secretPlaces(vocabulary);
const inSyncs = secretPlaces(vocabularyOf(syncSchema));
const calendar = createCalendar();

plainTest('the schemas call the secrets by name that there are', () => {
  const paths = [
    '/auth/clientId',
    '/auth/clientSecret',
    '/auth/apiKey',
    '/tenants/x/auth/clientId',
    '/tenants/x/auth/clientSecret',
    '/tenants/x/auth/apiKey',
    '/notifications/0/webhook',
    '/notifications/0/secret',
    '/notifications/0/slack',
  ];
  expect(inSettings.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
  expect(inSyncs.map(({ path }) => path)).toEqual(['/configs/x', '/windows/0/configs/x']);
});

describe('a literal at the place of a secret is never shown', () => {
  plainTest.each(inSettings)('in sollist.yaml, at $path', (place) => {
    fc.assert(
      fc.property(documentsWith(place), (text) => {
        const file = { path: 'sollist.yaml', text, directory: '/etc', folder: undefined, hash: '' };
        const input = { file, given: {}, jtl: {}, systemTimezone: () => 'Europe/Berlin' };
        expect(leaksOf(readSettings(input, calendar).problems, text)).toEqual([]);
      }),
      runs(100),
    );
  });

  plainTest.each(inSyncs)('in a document of a sync, at $path', (place) => {
    fc.assert(
      fc.property(documentsWith(place), (text) => {
        const file = { path: 'a.yaml', text, directory: '/etc', folder: undefined, hash: '' };
        expect(leaksOf(readDocuments(file, 'Europe/Berlin', calendar).problems, text)).toEqual([]);
      }),
      runs(100),
    );
  });
});

describe('what has the shape of a secret is never shown', () => {
  const shapes = fc.constantFrom(
    'ftp://shop:canary4711@host/in',
    'ftp%3A%2F%2Fshop%3Acanary4711%40host',
    'https://host/?x=1&token=canary4711',
    'Server=db;Pwd=canary4711;A=1',
    'Bearer canary4711',
    'eyJhbGciOi.canary.4711',
    'ghp_canary4711canary4711',
  );
  const quotes = fc.constantFrom('', '"', "'");
  const places = fc.constantFrom(
    (value: string) => `sync: { name: A }\nconfigs: { Note: ${value}, foo: [1], interval: 5m }\n`,
    (value: string) => `sync: { name: A }\nconfigs:\n  Note: ${value}\n  Note: ${value}\n`,
    (value: string) => `sync: { name: A }\nconfigs:\n  Note: >\n    ${value}\n   bad\n`,
    (value: string) => `sync: { name: A }\ninterval: ${value}\nsuspend: { reason: x, until: ${value} }\n`,
    (value: string) => `sync: { name: A } ${value}\nnote: ${value}\n`,
    (value: string) => `sync: { name: A, nam: ${value} }\nmode: ${value} # ${value}\n`,
    (value: string) => `sync: { name: A }\n${value}: 1\n? ${value}\n: [}\n`,
  );

  plainTest('in a document of a sync, wherever it stands', () => {
    fc.assert(
      fc.property(shapes, quotes, places, (shape, quote, place) => {
        const text = place(`${quote}${shape}${quote}`);
        const file = { path: 'a.yaml', text, directory: '/etc', folder: undefined, hash: '' };
        expect(leaksOf(readDocuments(file, 'Europe/Berlin', calendar).problems, text)).toEqual([]);
      }),
      runs(100),
    );
  });
});

/** One process for each command and format that reads settings or documents. */
describe.concurrent('no command shows one', () => {
  const formats = {
    validate: ['text', 'json', 'github'],
    plan: ['text', 'json', 'markdown', 'github', 'html'],
    apply: ['text', 'json', 'markdown', 'github', 'html'],
    pull: ['text', 'json'],
    catalogue: ['text', 'json'],
    status: ['text', 'json'],
    history: ['text', 'json'],
  };
  const all = Object.entries(formats).flatMap(([command, outputs]) =>
    outputs.map((output) => [command, output]),
  );

  test.for(all)('%s --output %s', async ([command, output], { house, expect }) => {
    await house.write(inClear);
    const ended = await house.sollist(command!, '--output', output!, '--log-level', 'trace');
    expect(linesThatLeak(ended)).toEqual([]);
    expect(ended.stdout + ended.stderr).not.toBe('');
  });

  test.for(['text', 'json'])('run --output %s', async (output, { house, expect }) => {
    await house.write(inClear);
    const flags = ['--listen', '127.0.0.1:0', '--output', output, '--log-level', 'trace'];
    const running = house.start('run', ...flags);
    await running.until('it has looked', () => running.stderr().includes('pass finished'));
    running.signal('SIGTERM');
    expect(linesThatLeak(await running.ended)).toEqual([]);
  });
});

function linesThatLeak({ stdout, stderr }: Ended): readonly string[] {
  return `${stdout}\n${stderr}`.split('\n').filter((line) => leak.test(line));
}

const inClear = {
  'syncs/a.yaml': 'sync: { name: A }\nconfigs: { Key: [canary4711], Note: { env: "canary4711!" } }\nfoo: 1\n',
  'sollist.yaml': `tenants: { a: { auth: { clientSecret: canary4711, apiKey: [4711], clientId: [canary4711], foo: 1 } } }
auth: { clientSecret: "canary4711", apiKey: { canary4711: 1 }, foo: 1 }
notifications:
  - { slack: https://hooks.slack.com/services/canary4711, allowInsecure: 5 }
  - webhook: https://me:canary4711@hooks.example.com/4711
    secret: 4711
  - { webhook: "http://plain.example.com/canary4711", events: [x] }
  - { slak: https://hooks.slack.com/services/canary4711 }
`,
};

/** Each line that shows it, in whatever format problems are told. */
function leaksOf(problems: readonly Problem[], text: string): readonly string[] {
  const report = { kind: 'problems', plan: aPlan({ problems }) } as const;
  const look = { paint: plain, width: 200, textOf: () => text, here: inBerlin };
  const told = [
    problemsText({ problems, warnings: [] }, look),
    JSON.stringify(reportJson(report), null, 1),
    githubAnnotations(problems, []),
    githubReport(report, inBerlin),
    reportMarkdown(report, inBerlin),
    reportHtml(report, look, { at: inBerlin.now, version: '' }),
  ];
  return told.flatMap((one) => one.split('\n')).filter((line) => leak.test(line));
}
