import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../test/support/build.ts';
import { planFor } from '../../test/support/pulled.ts';
import { runs } from '../../test/support/runs.ts';
import { looksSecret } from '../base/text/secretName.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import { documentsOf } from './documents.ts';

const ids = (index: number) => `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`;
const syncIds = (index: number) =>
  `${String(index).padStart(8, '0')}-0d44-4b50-8888-${String(index).padStart(12, '0')}`;

function pull(tenant: ObservedTenant, tenants = [tenant.name], secretPatterns: readonly string[] = []) {
  return documentsOf(tenant, { tenants, secretPatterns, syncs: 'syncs', claims: [] });
}

function documentOf(sync: ObservedSync, changes: Partial<ObservedTenant> = {}): string {
  return pull(aTenant([sync], changes)).files[0]!.text;
}

function configsOf(...options: ObservedOption[]): string[] {
  return documentOf(aSync({ options })).split('\n').slice(3, -1);
}

const nasty = [
  '',
  ' ',
  'Create orders',
  'Access key',
  'true',
  'No',
  'y',
  '~',
  'null',
  '012',
  '1e3',
  '0x1F',
  '.inf',
  '2026-12-01',
  '*x',
  '&x',
  '!x',
  '%x',
  '@x',
  '`x',
  '<<',
  '__proto__',
  'constructor',
  '- a',
  '-',
  '?',
  ': ',
  'a: b',
  'a #b',
  '#',
  "it's",
  '"',
  '\\',
  '\\u0041',
  '{ env: HOME }',
  '[a, b]',
  'a, b',
  '---',
  '...',
  '\n',
  'a\nb: c',
  'x\n---\nsync: { name: Evil }',
  '\r',
  '\t',
  '\0',
  '\u0085',
  '\u2028',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u202e',
  'e\u0301',
  '\u00e9',
  '\u{1f600}',
  '\u{e0041}',
  '\ud800',
  '\udc00x',
  'Müller & Söhne (GmbH)',
  ' leading',
  'trailing ',
  'two  spaces',
  'x'.repeat(1100),
  'yaml-language-server: $schema=http://localhost/',
  ids(1),
  ids(1).toUpperCase(),
  '1-1-1',
  '1-1-2',
];
const texts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
);
const wellFormed = texts.filter((text) => !/\p{Cs}/u.test(text));
const types = fc.constantFrom('bool', 'Boolean', 'Int32', 'byte', 'decimal', 'string', 'Colour', 'a\n#b', '');

const someIds = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }).map(ids) },
  fc.constantFrom(ids(1).toUpperCase(), '7', 'abc', 'ABC', '', '__proto__', 'Create orders', 'a\nb'),
);
const anyOptions = fc.record({
  id: someIds,
  name: texts,
  type: types,
  value: fc.option(fc.oneof(texts, fc.constantFrom('True', '1', '05', '1,5', '-0', '1e400', '300')), {
    nil: null,
  }),
  required: fc.boolean(),
});
const channels = fc.option(fc.oneof(fc.constantFrom('Shop', '1-1-1', '1-1-2', ''), texts), { nil: null });
const anySyncs = fc.record({
  id: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 99 }).map(syncIds) }, someIds),
  name: fc.oneof(fc.constantFrom('Ebay', 'ebay', 'Ébay'), texts),
  salesChannel: channels,
  salesChannelId: channels,
  interval: fc.option(
    fc.oneof(
      fc.integer({ min: -5, max: 100_000 }).map(durationOfSeconds),
      fc.double({ min: 0.5, max: 400_000_000, noNaN: true }).map(durationOfSeconds),
    ),
    { nil: null },
  ),
  options: fc.array(anyOptions, { maxLength: 5 }),
});
/** Settings know the names of tenants composed only. */
const tenantNames = fc
  .oneof(fc.constantFrom('acme', 'ACME', 'default', 'con', '.git', '../x', ''), texts)
  .map((name) => name.normalize('NFC'));
const patterns = fc.constantFrom([], ['*orders'], ['CREATE*'], ['*'], ['*e*o*d*', 'nothing']);

/** Whatever a server may say, even one that lies. */
const worlds = fc
  .record({
    syncs: fc.array(anySyncs, { maxLength: 6 }),
    acceptsNull: fc.boolean(),
    name: tenantNames,
    others: fc.array(tenantNames, { maxLength: 3 }),
    secretPatterns: patterns,
  })
  .map(({ others, ...world }) => ({ ...world, tenants: [...new Set([...others, world.name])] }));

const byPattern = (names: readonly string[]) =>
  names.map((one) => new RegExp(`^${one.replaceAll('*', '[^]*')}$`, 'i'));

/** Every value that may be a secret is one that can be found again in a text. */
function withCanaries(syncs: readonly ObservedSync[], secretPatterns: readonly string[]) {
  const regexes = byPattern(secretPatterns);
  const isSecret = ({ name }: ObservedOption) =>
    looksSecret(name) || regexes.some((regex) => regex.test(name.normalize('NFC')));
  const options = syncs.flatMap((sync) => sync.options);
  const secretIds = new Set(options.filter(isSecret).map((option) => option.id.toLowerCase()));
  const plant = (option: ObservedOption) =>
    secretIds.has(option.id.toLowerCase()) ? { ...option, value: 'canary-7f3a' } : option;
  const planted = syncs.map((sync) => ({ ...sync, options: sync.options.map(plant) }));
  return { planted, secretIds };
}

const honestNames = texts.filter((text) => !text.toLowerCase().startsWith('aaaaaaaa-'));

/** A server that keeps its own rules: identifiers are unique, and types hold their values. */
const honestOptions = fc.oneof(
  fc.record({ type: fc.constantFrom('bool', 'Boolean'), value: fc.constantFrom('true', 'False', '1', '0') }),
  fc.record({
    type: fc.constantFrom('int', 'System.Int32'),
    value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => ` 0${n}`.replace(' 0-', '-0')),
  }),
  fc.record({
    type: fc.constant('decimal'),
    value: fc.double({ noNaN: true, min: -1e21, max: 1e21 }).map(String),
  }),
  fc.record({ type: fc.constantFrom('string', 'Colour'), value: wellFormed }),
);
const honestWorlds = fc
  .record({
    kinds: fc.array(fc.array(fc.record({ option: honestOptions, name: honestNames }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 3,
    }),
    syncs: fc.array(
      fc.record({
        kind: fc.nat(),
        name: fc.oneof(fc.constantFrom('Ebay', 'Amazon'), texts),
        salesChannel: channels,
        salesChannelId: channels,
        interval: fc.integer({ min: 1, max: 315_360_000 }).map(durationOfSeconds),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ kinds, syncs }) => {
    const optionsOf = (kind: number) =>
      kinds[kind]!.map(({ option, name }, index) =>
        anOption({ ...option, name, id: ids(kind * 10 + index) }),
      );
    return syncs.map(({ kind, ...sync }, index) =>
      aSync({ ...sync, id: syncIds(index), options: optionsOf(kind % kinds.length) }),
    );
  });

describe('laws', () => {
  it('whatever the ERP says, a plan that follows has no problems, no warnings and no changes', () => {
    fc.assert(
      fc.property(worlds, ({ tenants, secretPatterns, ...tenant }) => {
        const { files } = pull(tenant, tenants, secretPatterns);
        const { plan, desired, everyClaim } = planFor(files, tenant, tenants);
        expect(plan.problems).toEqual([]);
        expect(plan.warnings).toEqual([]);
        expect(plan.changes).toEqual([]);
        expect(desired).toHaveLength(files.length);
        expect(everyClaim).toHaveLength(files.length);
      }),
      runs(150),
    );
  });

  it('every option is managed or said to be left out, and there is one file for each sync or a warning', () => {
    fc.assert(
      fc.property(worlds, ({ tenants, secretPatterns, ...tenant }) => {
        const { files, warnings } = pull(tenant, tenants, secretPatterns);
        if (warnings[0]?.message.startsWith('the tenant ')) return;
        const { claims, desired } = planFor(files, tenant, tenants);
        let toldElsewhere = 0;
        for (const claim of claims) {
          const { text } = files.find((file) => `syncs/${file.path}` === claim.sync.origin.file)!;
          const { sync, options, interval } = desired.find(
            (one) => one.origin.file === claim.sync.origin.file,
          )!;
          const leftOut = text.match(/^ {2}# .*: (?:left out, |stands in .*, once for all)/gmu) ?? [];
          const told = sync.options.length - options.length - leftOut.length;
          expect(told).toBeGreaterThanOrEqual(0);
          toldElsewhere += told;
          expect(text.includes('\n# interval: left out, ')).toBe(interval === undefined);
        }
        // A secret that syncs share is told of in one of their files.
        const secrets = /, (?:its name looks like a secret|its value looks like a secret|--secret names it)/;
        if (toldElsewhere > 0) expect(files.some(({ text }) => secrets.test(text))).toBe(true);
        const unnamed = warnings.filter((one) => /: (?:another sync|neither its name)/.test(one.message));
        expect(files.length + unnamed.length).toBeGreaterThanOrEqual(tenant.syncs.length);
      }),
      runs(150),
    );
  });

  it('what an honest ERP has is all managed, but for secrets, and nothing is warned of', () => {
    fc.assert(
      fc.property(honestWorlds, (syncs) => {
        const tenant = aTenant(syncs);
        const { files, warnings } = pull(tenant);
        const { plan, desired } = planFor(files, tenant);
        expect(warnings).toEqual([]);
        expect(files).toHaveLength(syncs.length);
        expect(plan.summary).toMatchObject({ inSync: syncs.length, problems: 0, changes: 0 });
        for (const { sync, interval } of desired) expect(interval?.value).toBe(sync.interval);
        const inClear = syncs.flatMap(({ options }) => options.filter(({ name }) => !looksSecret(name)));
        const once = new Set(inClear.map(({ id }) => id));
        const managed = desired.flatMap(({ options }) => options.map(({ option }) => option.id));
        expect(managed.sort()).toEqual([...once].sort());
      }),
      runs(150),
    );
  });

  it('the value of an option that may be a secret is in no file and no warning', () => {
    fc.assert(
      fc.property(worlds, ({ tenants, secretPatterns, ...tenant }) => {
        const { planted, secretIds } = withCanaries(tenant.syncs, secretPatterns);
        const world = { ...tenant, syncs: planted };
        const pulled = pull(world, tenants, secretPatterns);
        expect(JSON.stringify(pulled)).not.toContain('canary-7f3a');
        const { desired } = planFor(pulled.files, world, tenants);
        const managed = desired.flatMap((one) => one.options.map(({ option }) => option.id.toLowerCase()));
        expect(managed.filter((id) => secretIds.has(id))).toEqual([]);
      }),
      runs(150),
    );
  });

  it('the order in which the ERP lists its syncs changes no file', () => {
    fc.assert(
      fc.property(worlds, ({ tenants, secretPatterns, ...tenant }) => {
        const turned = { ...tenant, syncs: [...tenant.syncs].reverse() };
        expect(pull(turned, tenants, secretPatterns).files).toEqual(
          pull(tenant, tenants, secretPatterns).files,
        );
      }),
    );
  });

  it('files of all tenants have names of their own, which any file system can hold', () => {
    fc.assert(
      fc.property(fc.array(worlds, { minLength: 1, maxLength: 4 }), (all) => {
        const byName = new Map(all.map((one) => [one.name, one]));
        const names = [...byName.keys()];
        const paths = [...byName.values()].flatMap((one) => pull(one, names).files.map((file) => file.path));
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
        for (const path of paths) {
          expect(path).toMatch(/^[A-Za-z\d][\w.-]{0,70}(?<!\.)\/[a-z\d][a-z\d-]{0,130}\.yaml$/);
          expect(path).not.toMatch(/(?:^|\/)(?:con|nul|aux|prn)(?:[./]|$)/i);
        }
      }),
      runs(100),
    );
  });
});

describe('a document', () => {
  const options = [
    anOption(),
    anOption({ id: ids(2), name: 'Items per run', type: 'Int32', value: '200' }),
    anOption({ id: ids(3), name: 'Access key', type: 'string', value: 'canary' }),
  ];

  it('reads like one written by hand', () => {
    expect(pull(aTenant([aSync({ options })]))).toEqual({
      files: [
        {
          path: 'acme/ebay-shop.yaml',
          text: `sync: { name: Ebay, salesChannel: Shop }
interval: 10m
configs:
  Create orders: false
  Items per run: 200
  # Access key: left out, its name looks like a secret. To manage it: Access key: { env: NAME }
`,
          values: 3,
        },
      ],
      warnings: [],
      own: [],
      wider: 0,
      isSettled: true,
    });
  });

  it('that has nothing to ask for holds no empty map', () => {
    expect(documentOf(aSync({ interval: null, options: options.slice(2) }))).toBe(
      `sync: { name: Ebay, salesChannel: Shop }
# interval: left out, it has none
# configs:
  # Access key: left out, its name looks like a secret. To manage it: Access key: { env: NAME }
`,
    );
    expect(documentOf(aSync({ options: [] }))).toBe(
      'sync: { name: Ebay, salesChannel: Shop }\ninterval: 10m\n',
    );
  });

  it('holds values in their plainest spelling, and quotes text that could be read as something else', () => {
    const values: [type: string, live: string, written: string][] = [
      ['bool', 'True', 'true'],
      ['bool', '0', 'false'],
      ['Int32', '0042', '42'],
      ['decimal', '1,50', '1.5'],
      ['decimal', '1e309', `"1${'0'.repeat(309)}"`],
      ['decimal', '-1e309', `"-1${'0'.repeat(309)}"`],
      ['string', 'Shop (eBay.de)', 'Shop (eBay.de)'],
      ['string', 'true', '"true"'],
      ['string', 'yes', '"yes"'],
      ['string', '012', '"012"'],
      ['string', '', '""'],
      ['string', 'a: "b"\n', '"a: \\"b\\"\\n"'],
      ['string', '\ufeff\u{e0041}', '"\\ufeff\\U000e0041"'],
    ];
    const live = values.map(([type, value], index) =>
      anOption({ id: ids(index), name: `O${index}`, type, value }),
    );
    expect(configsOf(...live)).toEqual(values.map(([, , written], index) => `  O${index}: ${written}`));
  });

  it('says null only where null can be set', () => {
    const none = anOption({ name: 'Note', type: 'string', value: null, required: false });
    expect(documentOf(aSync({ options: [none] }), { acceptsNull: true })).toContain('\n  Note: null\n');
    const { files, warnings } = pull(aTenant([aSync({ options: [none] })]));
    expect(files[0]!.text).toContain(
      '  # Note: left out, it has no value, and this API version cannot set that\n',
    );
    expect(warnings).toMatchObject([{ code: 'left-out' }]);
  });

  it.each([
    ['an empty name', ''],
    ['a line break', 'a\nb: c'],
    ['a space around it', ' Create orders'],
    ['characters that nobody sees', 'Create\u200borders'],
    ['a spelling that nobody types', 'e\u0301'],
    ['the look of an identifier', ids(9)],
    ['a meaning in YAML', '<<'],
    ['a meaning in JavaScript', '__proto__'],
  ])('names an option by its identifier for %s, and gives the name as a comment', (_what, name) => {
    const [line] = configsOf(anOption({ name }));
    expect(line).toMatch(new RegExp(`^ {2}${ids(1)}: false # \\S.*$`));
  });

  it('names options by their identifiers where two bear the name', () => {
    expect(configsOf(anOption(), anOption({ id: ids(2), value: 'true' }))).toEqual([
      `  ${ids(1)}: false # Create orders`,
      `  ${ids(2)}: true # Create orders`,
    ]);
  });

  it('leaves out options of one sync that share an identifier', () => {
    const twins = [anOption({ name: 'One' }), anOption({ name: 'Two' })];
    expect(configsOf(...twins)).toEqual([
      '  # One: left out, neither its name nor its identifier tells it from others',
      '  # Two: left out, neither its name nor its identifier tells it from others',
    ]);
  });

  it('leaves out an interval that no document may ask for, and says so', () => {
    const { files, warnings } = pull(aTenant([aSync({ interval: durationOfSeconds(-300) })]));
    expect(files[0]!.text).toContain('\n# interval: left out, -5m is not between 1s and 10 years\n');
    expect(warnings.map((one) => one.message)).toEqual([
      '`interval` of Ebay (Shop) on acme is left out: -5m is not between 1s and 10 years',
    ]);
  });

  it.each([
    ['bool', 'maybe'],
    ['byte', '256'],
    ['Int32', '1,5'],
    ['decimal', ''],
    ['string', 'x\ud800'],
  ])('leaves out a %s that is none, without showing it', (type, value) => {
    const { files, warnings } = pull(aTenant([aSync({ options: [anOption({ type, value })] })]));
    expect(files[0]!.text).toContain('# configs:\n  # Create orders: left out, its value is n');
    expect(warnings).toHaveLength(1);
    if (value) expect(JSON.stringify({ files, warnings })).not.toContain(value);
  });

  it('leaves out what would make the file too large to be read, and keeps the rest', () => {
    const large = (index: number) =>
      anOption({ id: ids(index), name: `Template ${index}`, type: 'string', value: 'x'.repeat(2_000_000) });
    const [first, ...others] = configsOf(large(7), large(8), anOption());
    expect(first).toHaveLength('  Template 7: '.length + 2_000_000);
    expect(others).toEqual([
      '  # Template 8: left out, the file would be larger than 10 MB',
      '  Create orders: false',
    ]);
  });
});

describe('a secret', () => {
  it('is what --secret names, with wildcards and in any case', () => {
    const tenant = aTenant([
      aSync({ options: [anOption({ name: 'Login of seller', type: 'string', value: 'canary' })] }),
    ]);
    const textFor = (...secret: string[]) => pull(tenant, ['acme'], secret).files[0]!.text;
    for (const secret of ['login*', '*SELLER', '*of*', 'Login of seller', '*']) {
      expect(textFor('nothing', secret)).toContain(
        '# Login of seller: left out, --secret names it. To manage it: Login of seller: { env: NAME }',
      );
    }
    for (const other of ['login', 'seller', 'Login?of?seller', 'Login of seller*r', '.*']) {
      expect(textFor(other)).toContain('  Login of seller: canary\n');
    }
  });

  it('is one on every sync that shares the option, whatever its name there', () => {
    const on = (name: string, index: number) =>
      aSync({
        id: syncIds(index),
        name: `Sync ${index}`,
        options: [anOption({ name, type: 'string', value: 'canary' })],
      });
    const { files } = pull(aTenant([on('Kennwort', 1), on('Label', 2)]));
    expect(files[0]!.text).toContain('# Kennwort: left out, its name looks like a secret');
    expect(files[1]!.text).toBe('sync: { name: Sync 2, salesChannel: Shop }\ninterval: 10m\n');
    expect(JSON.stringify(files)).not.toContain('canary');
  });
});

describe('an option that syncs share', () => {
  const on = (index: number, value: string | null) =>
    aSync({ id: syncIds(index), name: `Sync ${index}`, options: [anOption({ value })] });

  it('stands in the first document, if all agree on what it means, and the others say where', () => {
    const { files, warnings } = pull(aTenant([on(1, 'True'), on(2, '1')]));
    expect(files.map((file) => file.text.split('\n').slice(2, 4))).toEqual([
      ['configs:', '  Create orders: true'],
      ['# configs:', '  # Create orders: stands in sync-1-shop.yaml, once for all that share it'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('stands in none where they do not, and is warned of once', () => {
    const { files, warnings } = pull(aTenant([on(1, 'true'), on(2, 'false'), on(3, 'true')]));
    for (const { text } of files)
      expect(text).toContain('# Create orders: left out, syncs that share it have');
    expect(warnings.map((one) => one.message)).toEqual([
      '`Create orders` of Sync 1 (Shop) and 2 more on acme is left out: syncs that share it have different values for it',
    ]);
  });
});

describe('a sync', () => {
  const one = aSync({ id: syncIds(1), salesChannel: '1-1-2', salesChannelId: '1-1-1' });
  const other = aSync({ id: syncIds(2), salesChannel: 'Shop', salesChannelId: '1-1-2' });

  it("is named by its identifier where its channel's name is the identifier of another's", () => {
    const { files } = pull(aTenant([one, other]));
    expect(files.map((file) => [file.path, file.text.split('\n')[0]])).toEqual([
      ['acme/ebay-1-1-2.yaml', `sync: { id: ${syncIds(1)} } # Ebay (1-1-2)`],
      ['acme/ebay-shop.yaml', 'sync: { name: Ebay, salesChannel: Shop }'],
    ]);
  });

  it('is named by its identifier where another has its name and channel; their files bear a part of it', () => {
    const { files } = pull(aTenant([other, { ...other, id: syncIds(3) }]));
    expect(files.map((file) => [file.path, file.text.split('\n')[0]])).toEqual([
      ['acme/ebay-shop-00000002.yaml', `sync: { id: ${syncIds(2)} } # Ebay (Shop)`],
      ['acme/ebay-shop-00000003.yaml', `sync: { id: ${syncIds(3)} } # Ebay (Shop)`],
    ]);
  });

  it('has all of its identifier in the file name where the start of it does not tell it apart', () => {
    const paths = (...ids: string[]) =>
      pull(aTenant(ids.map((id) => ({ ...other, id })))).files.map(({ path, text }) => [
        path,
        text.split('\n')[0],
      ]);
    const id = ids(1).replace(/1$/, '');
    expect(paths(`${id}1`, `${id}2`).map(([path]) => path)).toEqual([
      `acme/ebay-shop-${id}1.yaml`,
      `acme/ebay-shop-${id}2.yaml`,
    ]);
    expect(paths('x_1', 'x-1')).toEqual(paths('x-1', 'x_1'));
    expect(paths('x_1', 'x-1').map(([path]) => path)).toEqual([
      'acme/ebay-shop-x-1-2.yaml',
      'acme/ebay-shop-x-1.yaml',
    ]);
  });

  it('that shares its identifier with another cannot be written, and a warning says so', () => {
    const { files, warnings } = pull(aTenant([one, { ...other, id: syncIds(1) }]));
    expect(files).toEqual([]);
    expect(warnings.map((warning) => warning.message)).toEqual([
      `Ebay (1-1-2) ${syncIds(1)} of acme is left out: another sync has the same identifier`,
      `Ebay (Shop) ${syncIds(1)} of acme is left out: another sync has the same identifier`,
    ]);
  });

  it('whose identifier is a number is named by it in quotes', () => {
    expect(documentOf(aSync({ id: '17', name: '' }))).toContain('sync: { id: "17" } # " (Shop)"\n');
  });

  it('has a file name in small letters that any system can hold', () => {
    const path = (name: string, salesChannel: string | null = null) =>
      pull(aTenant([aSync({ name, salesChannel })])).files[0]!.path;
    expect(path('Größe & Maß', 'Übersee™')).toBe('acme/groesse-mass-ueberseetm.yaml');
    expect(path('../../etc/passwd')).toBe('acme/etc-passwd.yaml');
    expect(path('CON')).toBe('acme/con-x.yaml');
    expect(path('日本')).toBe('acme/3c90c3cc-0d44-4b50-8888-8dd25736052a.yaml');
    expect(path('x'.repeat(300))).toBe(`acme/${'x'.repeat(60)}.yaml`);
  });
});

describe('the folder', () => {
  const place = (name: string, ...others: string[]) => {
    const [file] = pull(aTenant([aSync()], { name }), [...others, name]).files;
    return [file!.path.split('/')[0], file!.text.split('\n')[0]];
  };
  const sync = 'sync: { name: Ebay, salesChannel: Shop }';

  it('is the name of the tenant, which then need not be written', () => {
    expect(place('default')).toEqual(['default', sync]);
    expect(place('Kiosk_2.Berlin', 'acme')).toEqual(['Kiosk_2.Berlin', sync]);
  });

  it('is a safe spelling of a name that is not, and the document names the tenant', () => {
    expect(place('Müller GmbH')).toEqual(['mueller-gmbh', 'tenant: Müller GmbH']);
    expect(place('../acme')).toEqual(['acme', 'tenant: "../acme"']);
    expect(place('.git')).toEqual(['git', 'tenant: ".git"']);
    expect(place('nul')).toEqual(['nul-x', 'tenant: nul']);
  });

  it("is never one that is another tenant's name, in any case", () => {
    expect(place('../acme', 'acme')).toEqual(['acme-2', 'tenant: "../acme"']);
    expect(place('../acme', 'acme', 'Acme-2')).toEqual(['acme-3', 'tenant: "../acme"']);
    expect(place('acme', 'ACME')).toEqual(['acme-2', 'tenant: acme']);
    expect(place('ACME', 'acme')).toEqual(['ACME', sync]);
  });

  it('of a tenant whose name no document can hold stays away', () => {
    const { files, warnings } = pull(aTenant([aSync()], { name: '' }), ['', 'acme']);
    expect(files).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'left-out' }]);
  });
});
