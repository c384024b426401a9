import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** An entry that decides where a path leads: `name` in `folder`, and what it says where it is a link. */
export type Step = { readonly folder: string; readonly name: string; readonly target: string | undefined };

/** As many as Linux follows. */
const mostLinks = 40;

export type StepOn = (folder: string, name: string) => Step | undefined;

/**
 * Each entry on the way along a path, links followed. The first one that is not there ends it, and counts too. `from` is
 * where the way begins, itself free of links; the root where there is none.
 */
export function wayTo(
  path: string,
  from = parse(resolve(path)).root,
  stepOn: StepOn = look,
): readonly Step[] {
  const steps: Step[] = [];
  const names = namesOf(path);
  let folder = from;
  let links = 0;
  while (names.length > 0 && links <= mostLinks) {
    const name = names.shift()!;
    if (name === '..') {
      folder = dirname(folder);
      continue;
    }
    const step = stepOn(folder, name);
    steps.push(step ?? { folder, name, target: undefined });
    if (!step) break;
    if (step.target === undefined) folder = join(folder, name);
    else {
      links += 1;
      names.unshift(...namesOf(step.target));
      folder = parse(step.target).root || folder;
    }
  }
  return steps;
}

function namesOf(path: string): string[] {
  const names = path.slice(parse(path).root.length).split(sep);
  return names.filter((name) => name !== '' && name !== '.');
}

function look(folder: string, name: string): Step | undefined {
  const path = join(folder, name);
  try {
    const target = lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
    return { folder, name, target };
  } catch {
    return undefined;
  }
}

/** Looks at each entry once only: many links share most of their way. */
export function lookOnce(): StepOn {
  const seen = new Map<string, Step | undefined>();
  return (folder, name) => {
    const path = join(folder, name);
    if (!seen.has(path)) seen.set(path, look(folder, name));
    return seen.get(path);
  };
}
