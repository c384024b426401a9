import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';

/** The real process, as far as a keyboard needs it. */
type KeyedProcess = Pick<NodeJS.Process, 'stdin' | 'on' | 'off' | 'kill' | 'emit' | 'pid' | 'platform'>;

const [interrupt, suspend, quit, escapes] = ['\u0003', '\u001a', '\u001c', '\u001b'];
/** What an arrow or a function key sends: several characters, none of which is meant by itself. */
const severalCharacters = new RegExp(`${escapes}(?:\\[[0-?]*[ -/]*[@-~]|O[@-~])?`, 'g');
/** How often a job in the background looks whether it has come back. */
const lookMs = 1_000;

/**
 * Hears keys one by one, without Enter, until `until` is aborted. Ctrl-C, Ctrl-Z and Ctrl-\ do what they always do: the
 * whole job gets the signal, as from the terminal itself. `onGone` is called when the terminal has been closed.
 */
export function hearKeys(
  own: KeyedProcess,
  listener: (key: string) => void,
  until: AbortSignal,
  onGone: () => void,
): void {
  const hold = createHold(own, until, onGone);
  const signal = (name: NodeJS.Signals) => {
    if (own.platform === 'win32') own.emit(name, name);
    else own.kill(0, name);
  };
  const press = (key: string) => {
    if (key === interrupt) return signal('SIGINT');
    if (key === quit) return signal('SIGQUIT');
    if (key !== suspend) return listener(key);
    if (own.platform === 'win32') return;
    hold.letGo();
    signal('SIGTSTP');
  };
  const hear = (text: string) => {
    for (const key of text.replace(severalCharacters, '')) press(key);
  };
  own.stdin.setEncoding('utf8').on('data', hear);
  until.addEventListener('abort', () => own.stdin.off('data', hear));
  hold.take();
}

/**
 * Holds the terminal, so that it hands over each key, for as long as it is this job's: the system stops a job in the
 * background that reads there. Node puts the terminal back in order however the process ends. What can be read no more is
 * let go for good.
 */
function createHold(own: KeyedProcess, until: AbortSignal, onGone: () => void) {
  const { stdin } = own;
  let waiting: NodeJS.Timeout | undefined;
  let isOver = false;
  const wait = () => {
    stdin.pause();
    clearInterval(waiting);
    if (!isOver) waiting = setInterval(look, lookMs).unref();
  };
  const take = () => {
    if (!isInForeground(own)) return wait();
    clearInterval(waiting);
    stdin.setRawMode(false); // whoever had the terminal meanwhile may have left it in another mode than Node knows of
    stdin.setRawMode(true);
    stdin.resume().unref();
  };
  const letGo = () => {
    if (isInForeground(own)) stdin.setRawMode(false);
    wait();
  };
  const end = () => {
    if (isOver) return; // to let go of a terminal that is gone is an error, too
    isOver = true;
    for (const signal of ['SIGCONT', 'SIGHUP']) own.off(signal, look).off(signal, gone);
    letGo();
  };
  const gone = () => {
    if (isOver) return;
    end();
    onGone();
  };
  const look = () => (isatty(stdin.fd) ? take() : gone());
  own.on('SIGCONT', look).on('SIGHUP', own.platform === 'win32' ? gone : look); // there it can only be a closed window
  stdin.on('end', gone).on('error', () => (isatty(stdin.fd) ? end() : gone()));
  until.addEventListener('abort', end);
  return { take, letGo };
}

/** Whether the terminal is this job's. Where nobody can tell it is taken for another's. */
export function isInForeground({ pid, platform }: Pick<KeyedProcess, 'pid' | 'platform'>): boolean {
  if (platform === 'win32') return true;
  try {
    const [own, owner] = platform === 'linux' ? groupsOnLinux() : groupsBy(pid);
    return own !== undefined && own === owner;
  } catch {
    return false;
  }
}

/** The process group, and the one that the terminal belongs to. */
function groupsOnLinux(): readonly (string | undefined)[] {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // After the name, which may hold anything: state, parent, group, session, terminal, and the group that has the terminal.
  const [, , group, , , owner] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [group, owner];
}

function groupsBy(pid: number): readonly (string | undefined)[] {
  const told = execFileSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(pid)], { encoding: 'utf8' });
  return told.trim().split(/\s+/);
}
