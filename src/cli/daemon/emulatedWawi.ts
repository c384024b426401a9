import type { Log } from '../../base/log.ts';
import { ok } from '../../base/result.ts';
import { type Emulator, startEmulator } from '../../emulator/server.io.ts';
import { Concealed } from '../../model/secret.ts';
import type { Connection, TenantSettings } from '../../model/settings.ts';
import { createWawiWriters } from '../../wawi/client.io.ts';
import type { WawiOptions } from '../../wawi/options.ts';

/** A way to the emulator for whoever asks for a way to the ERP. Nothing that the settings say of connections counts. */
export async function openEmulatedWawi(options: WawiOptions, log: Log) {
  const emulator = await startEmulator({ tenants: [] });
  const clientSecret = ok(new Concealed(emulator.clientSecret));
  const writers = createWawiWriters({ ...options, readSecret: async () => clientSecret });
  const control = `${emulator.url}/_emulator`;
  const message = 'EMULATOR: a made-up JTL-Wawi inside this process, nothing here is real';
  log.warn({ url: control }, message, message);
  return {
    open: (tenant: TenantSettings) => writers.open({ ...tenant, connection: connectionTo(emulator, tenant) }),
    async close() {
      await writers.close();
      await emulator.close();
    },
    /** Says what a newcomer can try next. */
    suggest([first]: readonly TenantSettings[]): void {
      if (!first) return;
      for (const { line, words = line } of suggestions(control, first.name)) log.info({}, line, `· ${words}`);
    },
  };
}

function connectionTo(emulator: Emulator, { name, labels }: TenantSettings): Connection {
  const { tenantId } = emulator.ensureTenant({ name, labels });
  return {
    baseUrl: emulator.url,
    version: emulator.dialect,
    tenantId,
    auth: {
      kind: 'oauth',
      tokenUrl: emulator.tokenUrl,
      clientId: emulator.clientId,
      clientSecret: { ref: { env: 'EMULATOR' }, folder: '' },
    },
  };
}

type Suggestion = { readonly line: string; readonly words?: string };

function suggestions(control: string, tenant: string): readonly Suggestion[] {
  const path = `${control}/tenants/${tenant}/syncs/Payments`;
  const body = `-d '{"interval": "00:45:00"}'`;
  return [
    { line: 'try next: change a value in a file below syncs/ and save it' },
    {
      line: `try next: change Wawi behind its back, which the next look mends: curl -X PUT ${path} ${body}`,
      words: `try next: change Wawi behind its back, which the next look mends\ncurl -X PUT ${path} \\\n  ${body}`,
    },
    { line: `try next: curl ${control}/ lists all that can be done to it; Ctrl-C ends` },
  ];
}
