/**
 * What the schemas say beyond JSON Schema, and what is made of it:
 * - `x-flag`, `x-variable`, `x-jtl`: what says the same as the file, in the settings table;
 * - `x-default`: what holds where nothing is said, in words; `x-default-on-premise`: what holds with an API key;
 * - `x-secret`: what stands here is never shown; `x-secret-unless-said`: so is what stands below each key;
 * - `x-sink`: the key names a kind of sink;
 * - `x-wording`: what must stand there, in words.
 */
const annotations = [
  'x-flag',
  'x-variable',
  'x-jtl',
  'x-default',
  'x-default-on-premise',
  'x-secret',
  'x-secret-unless-said',
  'x-sink',
  'x-wording',
];

/** Formats that the reader of settings checks, who can say what is wrong. */
const formats = ['cron', 'time-zone', 'number-or-share', 'duration-or-never', 'public-url'];

/** @param {import('ajv').Ajv} ajv */
export function declareAnnotations(ajv) {
  ajv.addVocabulary(annotations);
  for (const format of formats) ajv.addFormat(format, true);
}
