import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, sollist } = useHome();

test('a port that is taken ends it at once, with one document where one was asked for', async () => {
  const { host } = new URL((await wawi()).url);
  const text = await sollist(['run', `--listen=${host}`]);
  expect(text).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(`${host} is in use`) });
  const json = await sollist(['run', `--listen=${host}`, '--output=json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ result: 'error', problems: [{ code: 'listen' }] });
});

test('how files are watched is one of three', async () => {
  expect(await sollist(['run', '--watch=always'])).toMatchObject({ code: 64, stdout: '' });
});
