import { daemonFlag } from '../address.ts';
import { command } from '../command.ts';
import { commonFlags } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { option, text } from '../option.ts';

/** Tells a daemon that the plan which it refuses is right: 0 where it takes that, 3 where that is not the plan which it refuses. */
export const approve = command({
  about: 'let a daemon write the plan that it refuses, once',
  description:
    'Let a daemon write the plan that `safety` refuses: exactly that one, once, within an hour. The token of the daemon is read from SOLLIST_TOKEN.',
  argument: {
    name: '<plan-id>',
    about: 'what status calls it: `sha256:…`, or so much of it as is unambiguous',
  },
  settings: [],
  examples: [
    ['sollist approve 1a2b3c4d', 'the plan refused'],
    ['sollist approve 1a2b3c4d --url https://sollist.example.com', 'another daemon'],
  ],
  document: 'error',
  flags: {
    ...commonFlags(['text', 'json']),
    listen: daemonFlag('where the daemon was told to listen'),
    url: option('--url <url>', 'where it is reached, if that is somewhere else', text),
  },
  mistake(_, [planId = '']) {
    if (/^\s*(?:sha256:)?[\da-f]{1,64}\s*$/i.test(planId)) return undefined;
    return `\`${planId}\` is no id of a plan: it is \`sha256:\` and hexadecimal digits, or the beginning of them`;
  },
  async run({ listen, url, output }, terminal, [planId = '']) {
    const { approvedText, askApproval, errorJson, errorText, jsonText, proxiesFrom, urlOfDaemon } =
      await import('../late/daemon.ts');
    const token = terminal.env.SOLLIST_TOKEN?.trim();
    const address = urlOfDaemon(url ?? listen);
    const asked = async () => {
      if (!address.ok) return address;
      if (!token) return { ok: false, why: noToken } as const;
      const proxyOf = proxiesFrom(terminal.env);
      return askApproval(address.value, planId.trim(), token, terminal.stop, proxyOf);
    };
    const answer = await asked();
    if (answer.ok) {
      terminal.stdout(output === 'json' ? jsonText(answer.value) : approvedText(answer.value));
      return exit.fine;
    }
    const { isRefused, ...problem } = { isRefused: false, ...answer.why };
    if (output === 'json') terminal.stdout(jsonText(errorJson([problem])));
    terminal.stderr(errorText(problem));
    return isRefused ? exit.refused : exit.error;
  },
});

const noToken = {
  code: 'no-token',
  message: 'SOLLIST_TOKEN is not set, and the daemon asks for its token',
  hint: 'set SOLLIST_TOKEN to the token that sollist run was started with',
} as const;
