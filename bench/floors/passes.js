// What the passes of a daemon cannot do without, one for each line that comes in. usage: passes.js sollist.yaml
import { createInterface } from 'node:readline';
import { openClient } from './requests.js';

const client = await openClient(process.argv[2] ?? 'sollist.yaml');
for await (const _ of createInterface({ input: process.stdin })) process.stdout.write(await client.readAll());
await client.close();
