import { describe } from 'vitest';
import { urlOf } from '../support/daemon.ts';
import { control, type House, type Someone, settingsFor, test } from '../support/product.ts';

/** What must not be seen of any value: those that the ERP has, and those that a document wants, in clear. */
const leak = /canary/i;

const live = {
  'FTP address': 'ftp://shop:canary1@ftp.example.com/in',
  'FTP-PW': 'canary-2',
  Database: 'Server=db;User=x;Password=canary 3;Port=1',
  Account: '{"user":"x","client_secret":"canary4"}',
  'Shop link': 'https://shop.example.com/?token=canary5&x=1',
  Note: 'canary 6 of an option that is referred to',
  'MWS Auth': 'Canary7/+"7',
};

const wanted = `sync: { name: Feed }
configs:
  FTP address: "ftp://shop:canary8@ftp.example.com/in"
  FTP-PW: canary9
  Database: "Server=db;User=x;Password=canary10;Port=1"
  Shop link: https://shop.example.com/
  Note: { env: NOTE }
`;

/** Refuses each write, and repeats all that it has, in many spellings. */
const liar: NonNullable<Someone['change']> = ({ method }) => {
  const said = Object.values(live).flatMap((value) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value),
    Buffer.from(value).toString('base64').replace(/=/g, ''),
  ]);
  const refused = said.map((text) => text.replace(/shop:|Password=|token=|client_secret/g, 'it is '));
  const body = JSON.stringify({
    errorCode: 'No',
    errorMessage: `Not ${[...refused].reverse().join(' nor ')}`,
  });
  return method === 'POST' ? { status: 422, body } : undefined;
};

async function scene(house: House) {
  const wawi = await house.emulator();
  const configurations = Object.entries(live).map(([displayName, currentValue]) => {
    return { displayName, type: 'String', currentValue };
  });
  const sync = { syncName: 'Feed', salesChannelName: null, interval: '00:10:00', configurations };
  await control(wawi, 'PUT', '/tenants/default', [sync]);
  Object.assign(house.env, { JTL_CLIENT_SECRET: wawi.clientSecret, NOTE: 'canary11' });
  const url = await house.between(wawi, { change: liar });
  await house.write({ 'sollist.yaml': settingsFor({ ...wawi, url }), 'syncs/feed.yaml': wanted });
}

function linesThatLeak(...texts: readonly string[]): readonly string[] {
  const inBase64 = /Y2FuYX|NhbmFye|jYW5hcn|Q2FuYX/;
  return texts.flatMap((text) => text.split('\n')).filter((line) => leak.test(line) || inBase64.test(line));
}

describe.concurrent('a secret that the ERP has, or a document in clear, is not shown', () => {
  test.for([
    ['validate', 'text'],
    ['validate', 'json'],
    ['validate', 'github'],
    ['plan', 'text'],
    ['plan', 'json'],
    ['plan', 'markdown'],
    ['plan', 'github'],
    ['plan', 'html'],
    ['apply', 'text'],
    ['apply', 'json'],
    ['apply', 'markdown'],
    ['apply', 'github'],
    ['apply', 'html'],
    ['catalogue', 'text'],
    ['catalogue', 'json'],
    ['status', 'text'],
    ['status', 'json'],
  ])('by %s --output %s, nor afterwards', async ([command, output], { house, expect }) => {
    await scene(house);
    const { stdout, stderr } = await house.sollist(command!, '--output', output!, '--log-level', 'trace');
    const history = await house.sollist('history', '--output', output === 'json' ? 'json' : 'text');
    const written = (await house.files()).filter((file) => !/^(?:sollist|syncs\/feed)\.yaml$/.test(file));
    const texts = await Promise.all(written.map(house.read));
    expect(linesThatLeak(stdout, stderr, history.stdout, history.stderr, ...texts)).toEqual([]);
    if (command === 'plan' || command === 'apply')
      expect(stdout).toContain(output === 'github' ? '' : 'ftp://shop:(secret)@ftp.example.com/in');
    if (command === 'apply') expect(texts.join('\n')).toContain('(secret)');
  });

  test('by a saved plan, as far as the ERP has it', async ({ house, expect }) => {
    await scene(house);
    await house.sollist('plan', '--out', 'plan.json');
    for (const value of Object.values(live)) expect(await house.read('plan.json')).not.toContain(value);
    const applied = await house.sollist('apply', 'plan.json', '--output', 'json');
    expect(applied.stdout).toContain('422');
    expect(linesThatLeak(applied.stdout, applied.stderr)).toEqual([]);
  });

  test('by pull, and a plan that follows finds nothing', async ({ house, expect }) => {
    await scene(house);
    const { stdout, stderr } = await house.sollist('pull', '--syncs', 'pulled');
    const [file] = await house.files('pulled');
    const text = await house.read(`pulled/${file}`);
    expect(linesThatLeak(stdout, stderr, text.replace(/.*Note: .*/, ''))).toEqual([]);
    expect(text).toContain('its value looks like a secret. To manage it: FTP address: { env: NAME }');
    expect((await house.sollist('plan', '--syncs', 'pulled')).code).toBe(0);
  });

  test.for([['text'], ['json']])('by pull --update --output %s', async ([output], { house, expect }) => {
    await scene(house);
    for (const more of [['--dry-run'], []]) {
      const { stdout, stderr } = await house.sollist('pull', '--update', '--output', output!, ...more);
      expect(linesThatLeak(stdout, stderr)).toEqual([]);
      expect(stdout + stderr).toContain('its value looks like a secret');
    }
    expect(await house.read('syncs/feed.yaml')).toBe(wanted);
  });

  test.for([['text'], ['json']])('by the daemon with --output %s', async ([output], { house, expect }) => {
    await scene(house);
    const notices: string[] = [];
    const hook = await house.serve((request, response) => {
      request.on('data', (chunk) => notices.push(String(chunk)));
      request.on('end', () => response.end());
    });
    house.env.HOOK = hook;
    const settings = await house.read('sollist.yaml');
    await house.write({ 'sollist.yaml': `${settings}notifications: [{ webhook: { env: HOOK } }]\n` });
    const flags = ['--listen', '127.0.0.1:0', '--output', output!, '--log-level', 'trace'];
    const running = house.start('run', ...flags, '--schedule', '* * * * * *');
    const url = await urlOf(running);
    await running.until('it is told', () => notices.length > 0);
    const paths = ['/api/v1/status', '/api/v1/history', '/metrics', '/readyz', '/'];
    const served = await Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`)).text()));
    const told = await Promise.all(
      [['status'], ['status', '--output', 'json']].map((way) => house.sollist(...way, '--url', url)),
    );
    running.signal('SIGTERM');
    const { stdout, stderr } = await running.ended;
    const journal = await house.read('.sollist/journal.jsonl');
    const all = [...served, ...told.map((one) => one.stdout), stdout, stderr, journal, ...notices];
    expect(linesThatLeak(...all)).toEqual([]);
    expect(journal).toContain('(secret)');
  });
});
