// usage: validate.js syncs
import { parseAll } from './parseAll.js';

process.stdout.write(`${parseAll(process.argv[2] ?? 'syncs')} files\n`);
