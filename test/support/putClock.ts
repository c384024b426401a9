/**
 * A module to be loaded into a process before all else (`--require`): its wall clock is off by the milliseconds that the
 * file `CLOCK_FILE` holds, which a test may change meanwhile. Timers and the monotonic clock stay as they are.
 */
export const putClock = `
const { readFileSync } = require('node:fs');
const RealDate = Date;
const now = () => RealDate.now() + Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }
  static now() {
    return now();
  }
};
`;
