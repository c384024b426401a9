import type { Claim } from '../model/claim.ts';
import type { WantedFields } from '../model/document.ts';
import type { Origin } from '../model/origin.ts';
import { type Concealed, type ReadSecret, type SecretSource, secretKey } from '../model/secret.ts';
import type { Problem } from '../problems/problem.ts';

/** The secrets that claims refer to, each read once, by their source. */
export type SecretBook = {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  readonly problems: readonly Problem[];
};

export function readSecrets(claims: readonly Claim[], readSecret: ReadSecret): Promise<SecretBook> {
  const layers = new Set<WantedFields>(); // claims of one document share them
  for (const claim of claims) for (const layer of claim.layers) layers.add(layer);
  const wanted: WantedSecret[] = [];
  for (const { configs } of layers)
    for (const { option, value } of configs)
      if (value.value.kind === 'secret')
        wanted.push({ source: value.value, option: option.value, origin: value.origin });
  return readAll(wanted, readSecret);
}

/** A secret that is wanted for an option, and where a document says so. */
export type WantedSecret = {
  readonly source: SecretSource;
  readonly option: string;
  readonly origin: Origin;
};

export async function readAll(wanted: readonly WantedSecret[], readSecret: ReadSecret): Promise<SecretBook> {
  const read = new Map<string, Concealed>();
  const problems = new Map<string, Problem>();
  for (const { source, option, origin } of wanted) {
    const key = secretKey(source);
    if (read.has(key) || problems.has(key)) continue;
    const secret = await readSecret(source);
    if (secret.ok) {
      read.set(key, secret.value);
    } else {
      const message = `the secret for \`${option}\` cannot be read: ${secret.why}`;
      problems.set(key, { code: 'secret', message, origin });
    }
  }
  return { secret: (source) => read.get(secretKey(source)), problems: [...problems.values()] };
}
