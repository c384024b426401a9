import { createHmac, timingSafeEqual } from 'node:crypto';

export type Proofs = {
  /** What proves that a form stands on a page that we have served to whoever has this id. */
  readonly of: (id: string) => string;
  readonly isFor: (id: string, proof: string) => boolean;
};

/** Proofs are reckoned, not kept: they cost no memory, and the key goes with the process. */
export function createProofs(key: string): Proofs {
  const mac = (id: string) => createHmac('sha256', key).update(id);
  const of = (id: string) => mac(id).digest('base64url');
  // Both are hashed once more, so that they are of one length whatever was sent.
  return { of, isFor: (id, proof) => timingSafeEqual(mac(of(id)).digest(), mac(proof).digest()) };
}
