// What is loaded late to ask a daemon.
export * from '../../daemon/askApproval.io.ts';
export * from '../../daemon/status/find.io.ts';
export * from '../../http/proxies.ts';
export * from './offline.ts';
