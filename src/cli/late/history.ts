// What is loaded late to read the journal.
export * from '../../journal/read.io.ts';
export * from './offline.ts';
