// In the bundle, in place of string-width: as that is loaded it compiles the pattern of all emoji, which takes 10 ms,
// and hardly any text of a report needs it. esbuild runs what is required when it is first called for.
let measure;

/** @param {string} text */
export default function stringWidth(text) {
  measure ??= require('../node_modules/string-width/index.js').default;
  return measure(text);
}
