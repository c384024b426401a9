import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Concealed } from '../../src/model/secret.ts';
import {
  failureOf,
  going,
  inCloud,
  onPremise,
  type Recorded,
  recorded,
  writer,
} from '../support/wawi/client.ts';
import { type Answer, json, option, reset, serve, status } from '../support/wawi/serve.ts';

/** Each with what one encoding or another escapes. Tokens and keys travel in a header, so they are ASCII. */
const canaries = {
  token: 'Token.Kanarienvogel+/=~-_.1',
  clientSecret: 'Öffner!Kanarienvogel\'"<&>()*~:+/ %\\',
  apiKey: 'Key Kanarienvogel"<&>\'+/=%',
  option: 'Wert\nKanarienvogel\t"<&>\'+/=%\\üß€',
};
type Secret = keyof typeof canaries;

const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in capitals': (secret) => secret.toUpperCase(),
  'cut off': (secret) => secret.slice(0, -3),
  'url-encoded': encodeURIComponent,
  'form-encoded': (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
  'in base64, after something else': (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  'in base64, after something else again': (secret) => Buffer.from(`users:${secret}`).toString('base64'),
  'form-encoded in base64': (secret) =>
    btoa(`sollist-emulator:${new URLSearchParams({ '': secret }).toString().slice(1)}`),
  'JSON-escaped': (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON-escaped as .NET does': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(
        /["'<>&+\u0080-\uffff]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
      ),
  'HTML-escaped': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
};

/** An error that repeats a text in all its places. */
function echo(text: string, code: number): Answer {
  const body = {
    errorCode: text,
    errorMessage: `The value '${text}' is not valid.`,
    validationErrors: { [text]: text, list: [text] },
    errors: { [text]: text },
    stacktrace: text,
    error: text.replace(/[^\w.-]/g, '').slice(0, 60),
    error_description: text,
  };
  return status(
    code,
    { 'content-type': 'application/json', 'www-authenticate': text.replace(/[^ -~]/g, '') },
    JSON.stringify(body),
  );
}

/** Everything that leaves the client, but for what it was asked for. */
function shown(failure: unknown, { lines, requests, quotas, tokens }: Recorded): string {
  return [
    inspect(failure, { depth: 10, showHidden: true }),
    inspect([requests, quotas, tokens]),
    ...lines,
  ].join('\n');
}

/** As many characters in a row as give a secret away. */
const telling = 8;

function expectSilence(text: string, said: string): void {
  const small = text.toLowerCase();
  const told = [...Object.values(canaries), said].map((secret) => secret.toLowerCase());
  const leaks = told.flatMap(pieces).filter((piece) => !isHarmless(piece) && small.includes(piece));
  expect(leaks).toEqual([]);
}

function pieces(text: string): string[] {
  const places = Array.from({ length: Math.max(0, text.length - telling + 1) }, (_, at) => at);
  return places.map((at) => text.slice(at, at + telling));
}

/** Of the name in front of a secret, whose last letter in base64 already holds some bits of the secret. */
function isHarmless(piece: string): boolean {
  const names = ['sollist-emulator:', 'user:', 'users:'].map((name) => btoa(name).toLowerCase());
  return names.some((name) => name.includes(piece.slice(0, -1)));
}

const secrets = { SECRET: canaries.clientSecret, KEY: canaries.apiKey };
const settings = { options: [{ id: option().identifier, value: new Concealed(canaries.option) }] };

describe.each(Object.entries(spellings))('a secret that a server repeats %s is not shown', (_, spell) => {
  test.each([
    ['token', 422],
    ['token', 401],
    ['clientSecret', 403],
    ['option', 422],
    ['option', 503],
  ] as const)('%s, by the API with %d', async (secret: Secret, code) => {
    const said = spell(canaries[secret]);
    const server = await serve((response, request, index) => {
      const token = json({ access_token: canaries.token, token_type: 'Bearer', expires_in: 60 });
      (request.path === '/oauth2/token' ? token : echo(said, code))(response, request, index);
    });
    const options = recorded({ secrets });
    const failure = await failureOf(
      (await writer(inCloud(server), options)).configure('1', settings, going()),
    );
    expect(failure.message).toContain(`${code}`);
    expectSilence(shown(failure, options), said);
  });

  test.each([400, 401, 403, 422, 500])('client secret, by the token endpoint with %d', async (code) => {
    const said = spell(canaries.clientSecret);
    const options = recorded({ secrets });
    const failure = await failureOf(
      (await writer(inCloud(await serve(echo(said, code))), options)).list(going()),
    );
    expectSilence(shown(failure, options), said);
  });

  test.each([401, 422])('API key, with %d', async (code) => {
    const said = spell(canaries.apiKey);
    const options = recorded({ secrets });
    const failure = await failureOf(
      (await writer(onPremise(await serve(echo(said, code))), options)).list(going()),
    );
    expectSilence(shown(failure, options), said);
  });
});

test('what is no secret is shown', async () => {
  const server = await serve(echo('The interval 00:00:10 is too short', 422));
  const failure = await failureOf(
    (await writer(onPremise(server), recorded({ secrets }))).configure('1', settings, going()),
  );
  expect(failure.message).toContain("The value 'The interval 00:00:10 is too short' is not valid.");
});

test('a secret of a few letters hides all that the server says, since masking would show where it stands', async () => {
  const server = await serve(echo('the value abc', 422));
  const short = { options: [{ id: 'o', value: new Concealed('AbC') }] };
  const failure = await failureOf(
    (await writer(onPremise(server), recorded())).configure('1', short, going()),
  );
  expect(failure.message).toContain(
    '422 Unprocessable Entity: (the answer repeats a secret and is not shown)',
  );
});

test.each([
  [
    'a server that is no HTTP',
    ((response) => response.socket!.end(`${canaries.apiKey}\r\n`)) satisfies Answer,
  ],
  ['a broken connection', reset],
  ['a redirect', status(302, { location: `https://user:${canaries.token}@127.0.0.1/${canaries.token}` })],
  ['a list that is none', json({ [canaries.option]: canaries.token })],
  ['a sync that is none', json([{ identifier: [canaries.token] }])],
  ['text', status(200, {}, canaries.apiKey)],
] as const)('nor does one leak from %s', async (_, answer) => {
  const options = recorded({ secrets });
  const failure = await failureOf((await writer(onPremise(await serve(answer)), options)).list(going()));
  expectSilence(shown(failure, options), '');
});

test('a key that no header can carry is a failure without it', async () => {
  const server = await serve(json([]));
  const options = recorded({ secrets: { KEY: `${canaries.apiKey}\r\nx-evil: ü` } });
  const failure = await failureOf((await writer(onPremise(server), options)).list(going()));
  expect(failure).toMatchObject({ code: 'unauthorized', attempts: 0 });
  expectSilence(shown(failure, options), '');
  expect(server.requests).toEqual([]);
});

test('when all goes well, nothing of them is in logs and events either', async () => {
  const server = await serve((response, request, index) => {
    const token = json({ access_token: canaries.token, token_type: 'Bearer', expires_in: 60 });
    (request.path === '/oauth2/token' ? token : json([]))(response, request, index);
  });
  const options = recorded({ secrets });
  const wawi = await writer(inCloud(server), options);
  await wawi.list(going());
  await wawi.configure('1', settings, going());
  expect(server.requests.at(-1)!.body).toContain('Kanarienvogel');
  expectSilence(shown(undefined, options), '');
});
