import { expect, test } from 'vitest';
import { readForm } from './form.ts';

const type = 'application/x-www-form-urlencoded';

test('a form of ours is read', () => {
  const read = readForm(`${type}; charset=UTF-8`, 'proof=a&from=%2F%3Fq%3D%C3%BC+x');
  expect(read).toEqual({ ok: true, value: { proof: 'a', from: '/?q=ü x', plan: '', token: '' } });
});

test.each([undefined, '', 'text/plain', 'multipart/form-data; boundary=x', 'application/json', `${type}x`])(
  'the type %j is none of ours',
  (other) => {
    expect(readForm(other, 'proof=a')).toEqual({ ok: false, why: 415 });
  },
);

test.each([
  'proof=%',
  'proof=%zz',
  'proof=%ff',
  'proof=a&proof=b',
  '__proto__=x',
  'constructor=x',
  'proof=a&other=b',
  '{"proof":"a"}',
])('%s is no form of ours', (body) => {
  expect(readForm(type, body)).toEqual({ ok: false, why: 400 });
});
