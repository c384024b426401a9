import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** Reads and parses every file below a folder, keeps nothing, and gives how many there were. @param {string} folder */
export function parseAll(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) parseDocument(readFileSync(`${parentPath}/${name}`, 'utf8'));
  return files.length;
}
