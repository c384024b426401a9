// What `sollist plan` cannot do without: usage: plan.js sollist.yaml [syncs]: with a second argument the desired files are
// read and parsed as well.
import { parseAll } from './parseAll.js';
import { openClient } from './requests.js';

const [config = 'sollist.yaml', syncs] = process.argv.slice(2);
if (syncs) parseAll(syncs);
const client = await openClient(config);
process.stdout.write(await client.readAll());
await client.close();
