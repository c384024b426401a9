import { Concealed } from '../../model/secret.ts';
import type { WorldFailure } from '../../problems/worldFailure.ts';

/** How a request shows who sends it. */
export type SignIn = {
  /** The value of the header `authorization`. @throws WorldFailure where it cannot be had. */
  readonly authorization: (signal: AbortSignal) => Promise<Concealed>;
  /** Told that the API refused one (401): whether another may be had. */
  readonly refused: (authorization: Concealed) => boolean;
  /** What must not be shown of a server's words. */
  readonly secrets: readonly Concealed[];
};

/** An on-premise key is permanent: there is no other to be had. */
export function signInByKey(key: Concealed, unusable: () => WorldFailure): SignIn {
  const authorization = new Concealed(`Wawi ${key.reveal()}`);
  return {
    async authorization() {
      if (!fitsHeader(key.reveal())) throw unusable();
      return authorization;
    },
    refused: () => false,
    secrets: [key],
  };
}

/** Visible ASCII: anything else would be refused by the HTTP client, or read as something else by a server. */
export function fitsHeader(text: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}
