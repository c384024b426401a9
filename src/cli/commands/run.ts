import { daemonFlag } from '../address.ts';
import { command } from '../command.ts';
import { commonFlags, fullFlag, reaching } from '../commonFlags.ts';
import { choice, yes } from '../option.ts';

export const run = command({
  about: 'keep Wawi as the files say, until stopped',
  settings: ['schedule', 'timezone', 'concurrency', 'safety', 'health', 'publicUrl', ...reaching],
  examples: [
    ['sollist run --listen 0.0.0.0:9470', 'as a service that others may ask'],
    ['sollist run --emulator', 'to try it: nothing in it is real'],
  ],
  document: 'plans',
  flags: {
    ...commonFlags(['text', 'json']),
    full: fullFlag,
    emulator: yes('--emulator', 'against a made-up Wawi inside this process, never a real one', {
      fallback: false,
    }),
    listen: daemonFlag('where health, metrics and status are served; port 0 picks a free one'),
    watch: choice('--watch <mode>', 'how changes of files are noticed', ['auto', 'events', 'poll'], {
      fallback: 'auto',
      variable: 'SOLLIST_WATCH',
    }),
  },
  async run(flags, terminal) {
    const { runDaemon } = await import('../daemon/run.ts');
    return runDaemon(flags, terminal);
  },
});
