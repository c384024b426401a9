import { below } from '../../base/url.ts';
import type { Connection, TenantSettings } from '../../model/settings.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { WawiWriter } from '../../reconcile/ports.ts';
import type { Learned, WawiOptions } from '../options.ts';
import type { Dialect } from './dialect.ts';
import { dialects } from './index.ts';
import { type ListName, v2 } from './v2.ts';

/** How one tenant is spoken to: by its version, and by what its own Wawi was found to read. */
export async function createVoice(tenant: TenantSettings, learned: WawiOptions['learned']) {
  const { connection } = tenant;
  const { version } = connection;
  const now = { list: 'configs' as ListName, path: '', ...(await learned?.of(connection)) };
  const learn = async (what: keyof Learned) => learned?.keep(tenant, now, what);
  const dialect = (): Dialect => (version === 'auto' ? v2[now.list] : dialects[version]);
  const paths = pathsOf(connection, dialect());
  if (!paths.includes(now.path)) now.path = paths[0]!;
  return {
    dialect,
    url: () => below(connection.baseUrl, now.path),
    /** An installation takes the version in a header where it is not in the path. */
    headers: () => (now.path === unversioned ? { 'api-version': version } : {}),
    list: createList(now, paths, () => learn('path')),
    otherName: version === 'auto' ? createOtherName(now, learn) : undefined,
  };
}

/** Lists where it could be done last, and at the other address where there is nothing (404): the API page knows two of 1.x. */
function createList(now: { path: string }, paths: readonly string[], found: () => Promise<void>) {
  return async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (missing) {
      const before = now.path;
      const other = paths.find((path) => path !== before);
      if (other === undefined || !isMissing(missing)) throw missing;
      now.path = other;
      const answer = await ask().catch((error) => {
        now.path = before;
        throw isMissing(error) ? missing : error;
      });
      await found();
      return answer;
    }
  };
}

/**
 * Nothing in the cloud selects 2.1 to 2.3, so the tenant's own build decides which name it reads, and an update can change
 * it (the API page, "Found since").
 */
function createOtherName(
  now: { list: ListName },
  learn: (what: keyof Learned) => Promise<void>,
): NonNullable<WawiWriter['otherName']> {
  return {
    use() {
      now.list = now.list === 'configs' ? 'configurations' : 'configs';
    },
    took: () => learn('list'),
  };
}

const unversioned = 'workers';

/** On-premise, where an API key is the way to sign in, the path has no version; in the cloud it has. */
function pathsOf({ auth }: Connection, { generation }: Dialect): readonly string[] {
  const inPath = `${generation}/workers`;
  const onPremise = auth.kind === 'apiKey';
  if (generation === 'v1') return onPremise ? [unversioned, inPath] : [inPath, unversioned];
  return [onPremise ? unversioned : inPath];
}

function isMissing(error: unknown): boolean {
  return error instanceof WorldFailure && error.code === 'not-found';
}
