export * from '../emulator.ts';
export * from './offline.ts';
