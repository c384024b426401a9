import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Failure } from '../../problems/problem.ts';
import type { WawiObserver } from '../../wawi/observer.ts';
import type { DaemonState, FinishedNews } from '../state.ts';
import type { Noticing } from '../status/json.ts';
import { createApiMetrics } from './api.ts';
import { createPassMetrics } from './passes.ts';
import { createStateMetrics } from './state.ts';

export type Metrics = {
  readonly onPass: (news: FinishedNews) => void;
  /** Something else is known than after the last pass. */
  readonly onState: (state: DaemonState) => void;
  /** A tenant that failed was asked again in vain, beside all passes. */
  readonly onFailure: (failure: Pick<Failure, 'code'>) => void;
  /** To be told what happens on the wire. */
  readonly observer: WawiObserver;
  readonly setWatchMode: (mode: Noticing) => void;
  /** All of it, in the text form of `contentType`. */
  readonly render: () => Promise<string>;
  readonly contentType: string;
};

/**
 * What the daemon counts and measures, by Prometheus' rules: base units, and series for each tenant but never for each
 * sync, so that their number is bounded. What is about a tenant goes when the tenant goes.
 */
export function createMetrics(version: string): Metrics {
  const register = new Registry();
  const passes = createPassMetrics(register);
  const states = createStateMetrics(register);
  const api = createApiMetrics(register);
  const watching = new Gauge({
    name: 'sollist_watch_info',
    help: 'How changes of files are noticed; always 1.',
    labelNames: ['mode'],
    registers: [register],
  });
  tellBuild(register, version);
  collectProcess(register);
  return {
    onPass(news) {
      const { state } = news;
      passes.count(news);
      states.set(state);
      api.forget((tenant) => !state.tenants.has(tenant));
    },
    onState: states.set,
    onFailure: passes.fail,
    observer: api.observer,
    setWatchMode(mode) {
      watching.reset();
      watching.set({ mode }, 1);
    },
    render: () => register.metrics(),
    contentType: register.contentType,
  };
}

function tellBuild(register: Registry, version: string): void {
  const build = new Gauge({
    name: 'sollist_build_info',
    help: 'The version of sollist; always 1.',
    labelNames: ['version'],
    registers: [register],
  });
  build.set({ version }, 1);
}

/** Gauges whose names end like a counter's, which Prometheus' rules forbid; each has a twin with a good name. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** An idle daemon is not woken a hundred times a second, as is usual, to measure its event loop. */
const eventLoopMonitoringPrecision = 1_000;

function collectProcess(register: Registry): void {
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision });
  for (const name of misnamed) register.removeSingleMetric(name);
}
