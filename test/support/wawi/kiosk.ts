import { durationOfSeconds } from '../../../src/model/duration.ts';
import { Concealed } from '../../../src/model/secret.ts';
import type { WawiOptions } from '../../../src/wawi/options.ts';
import { going, onPremise, reader, writer } from './client.ts';
import { item, json, option, type Served } from './serve.ts';

/** The answer to a list, of an installation with one sync. */
export const fine = json([item()]);

/** The syncs of an installation on-premise. */
export async function list(server: Served, options: WawiOptions, signal = going()) {
  return (await reader(onPremise(server), options)).list(signal);
}

/** Sets the interval and one option of its sync. */
export async function configure(server: Served, options: WawiOptions, stop = going()) {
  return (await writer(onPremise(server), options)).configure(item().identifier, settings, stop);
}

const settings = {
  interval: durationOfSeconds(300),
  options: [{ id: option().identifier, value: new Concealed('true') }],
};
