import type { PlanJson } from '../../src/generated/plan.ts';
import { main } from '../../test/support/program.ts';

export type Lane = {
  readonly name: string;
  /** Programs that must be there, and Debian's package of each. */
  readonly needs: Readonly<Record<string, string>>;
  readonly command: (folder: string) => readonly string[];
  /** The drift that a run told on stdout, in the order of its lines. */
  readonly found: (stdout: string) => readonly string[];
};

const beside = (name: string) => new URL(name, import.meta.url).pathname;

export const lanes: readonly Lane[] = [
  {
    name: '`sollist plan`',
    needs: {},
    command: () => [process.execPath, main, 'plan', '--output', 'json'],
    found: (stdout) => driftIn(JSON.parse(stdout) as PlanJson),
  },
  {
    name: 'curl and jq',
    needs: { bash: 'bash', curl: 'curl', jq: 'jq' },
    command: (folder) => [beside('curl/check.sh'), folder],
    found: (stdout) => stdout.split('\n').filter((line) => line !== ''),
  },
  {
    name: 'Ansible’s `uri`',
    needs: { 'ansible-playbook': 'ansible-core' },
    command: (folder) => [
      'ansible-playbook',
      '--inventory',
      `${folder}/inventory`,
      beside('ansible/check.yml'),
    ],
    found: (stdout) =>
      [...stdout.matchAll(/"msg": (".*")$/gm)].flatMap(
        ([, text]) => JSON.parse(JSON.parse(text!)) as string[],
      ),
  },
];

/** As the other lanes tell it. */
export function driftIn({ changes }: Pick<PlanJson, 'changes'>): readonly string[] {
  return changes.flatMap(({ tenant, sync, fields }) =>
    fields.map(({ field, option }) =>
      [tenant, sync.name, sync.salesChannel, option?.name ?? field].map(String).join(' | '),
    ),
  );
}
