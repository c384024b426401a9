// A page that never changes, from the server that the daemon uses: usage: page.js FILE [content-encoding]
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const [file = '', encoding] = process.argv.slice(2);
const body = new Uint8Array(readFileSync(file));
const headers = {
  'content-type': 'text/html; charset=utf-8',
  ...(encoding && { 'content-encoding': encoding }),
};
const app = new Hono().get('/', (context) => context.body(body, 200, headers));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}/\n`);
});
