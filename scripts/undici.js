// @ts-nocheck undici has types for its index alone
// In the bundle, in place of undici's own index: what is used of it, without fetch, WebSocket, caches and mocks, which
// take half of the time to load. Its version is fixed in package.json; an import of anything else does not build.
import api from '../node_modules/undici/lib/api/index.js';
import Dispatcher from '../node_modules/undici/lib/dispatcher/dispatcher.js';

export { default as errors } from '../node_modules/undici/lib/core/errors.js';
export { default as Agent } from '../node_modules/undici/lib/dispatcher/agent.js';
export { default as Pool } from '../node_modules/undici/lib/dispatcher/pool.js';
export { default as ProxyAgent } from '../node_modules/undici/lib/dispatcher/proxy-agent.js';

Object.assign(Dispatcher.prototype, api);
