import { expect, it } from 'vitest';
import { createEventEvidence } from './eventEvidence.ts';

it('a change without its event shows that none arrive, and only from the first rest on', () => {
  const evidence = createEventEvidence();
  expect(evidence.settled(true, false)).toBe(false);
  expect(evidence.settled(true, false)).toBe(true);
});

it('a change with its event proves that they arrive, until one comes without', () => {
  const evidence = createEventEvidence();
  evidence.settled(false, false);
  expect(evidence.isProven()).toBe(false);
  evidence.heard();
  expect(evidence.settled(true, false)).toBe(false);
  expect(evidence.isProven()).toBe(true);
  evidence.settled(false, false);
  expect(evidence.isProven()).toBe(true);
  evidence.settled(true, false);
  expect(evidence.isProven()).toBe(false);
});

it('where a folder may not be listened to, a change proves nothing either way', () => {
  const evidence = createEventEvidence();
  evidence.settled(false, true);
  expect(evidence.settled(true, true)).toBe(false);
  evidence.heard();
  evidence.settled(true, true);
  expect(evidence.isProven()).toBe(false);
});
