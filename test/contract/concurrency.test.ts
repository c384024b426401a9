import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator/server.io.ts';
import { going, inCloud, openReaders, recorded } from '../support/wawi/client.ts';
import { serve } from '../support/wawi/serve.ts';

/** A gateway before an API. It notes how many requests were on their way when each came in. */
async function serveBefore(url: string) {
  const seen: number[] = [];
  let inFlight = 0;
  const server = await serve(async (response, { path, headers }) => {
    inFlight += 1;
    seen.push(inFlight);
    const { host, connection, ...passed } = headers as Record<string, string>;
    const answer = await fetch(url + path, { headers: passed });
    const text = await answer.text();
    inFlight -= 1;
    response.writeHead(answer.status, { 'retry-after': answer.headers.get('retry-after') ?? '0' }).end(text);
  });
  return { url: server.url, seen };
}

test('429s narrow how many requests are on their way, for no other address, and calm brings all back', async () => {
  const faults = [{ kind: '429', rate: 0.15, times: 30 }] as const;
  const emulator = await startEmulator({ tenants: 40, syncs: 1, latency: 5, faults });
  const gateway = await serveBefore(emulator.url);
  const limits: { readonly api: string; readonly limit: number }[] = [];
  const observer = { onLimit: (event: (typeof limits)[number]) => limits.push(event) };
  const readers = openReaders(recorded({ observer, concurrency: () => 8 }));
  const open = ({ name, tenantId }: { readonly name: string; readonly tenantId: string }, url: string) =>
    readers.open(inCloud({ url, tenantId, name, tokenUrl: emulator.tokenUrl }));
  const all = pLimit(8);
  const pass = () =>
    Promise.all(
      emulator.tenants.map((tenant) => all(async () => (await open(tenant, gateway.url)).list(going()))),
    );
  try {
    for (let passes = 0; passes < 7; passes += 1) {
      const lists = await pass();
      expect(lists.every((syncs) => syncs.length === 1)).toBe(true);
    }
    await (await open(emulator.tenants[0]!, emulator.url)).list(going());
  } finally {
    await emulator.close();
  }
  const busiestOfTwenty = gateway.seen.slice(19).map((_, at) => Math.max(...gateway.seen.slice(at, at + 20)));
  expect(Math.min(...busiestOfTwenty)).toBeLessThan(5);
  expect(Math.max(...gateway.seen)).toBe(8);
  expect(gateway.seen.slice(-40)).toContain(8);
  expect(limits.filter(({ api }) => api === emulator.url)).toEqual([{ api: emulator.url, limit: 8 }]);
  expect(limits.findLast(({ api }) => api === gateway.url)?.limit).toBe(8);
});
