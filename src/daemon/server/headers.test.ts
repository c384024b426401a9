import { expect, test } from 'vitest';
import { serveDaemon } from '../../../test/support/daemonServer.ts';

test('programs get what no page may load, frame or take for something else', async () => {
  const { ask } = await serveDaemon();
  for (const path of ['/healthz', '/api/v1/status', '/metrics', '/api/v1/events', '/nothing']) {
    const { headers, body } = await ask(path);
    await body?.cancel();
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});
