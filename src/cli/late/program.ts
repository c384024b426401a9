// What the process loads late, unless it is only asked for its version.
export { systemClock } from '../../base/clock.io.ts';
export { run } from '../program.ts';
