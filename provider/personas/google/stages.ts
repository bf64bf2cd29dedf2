import type { KeyProof, Person, StageTable } from '../../model/index.ts';

type Params = Readonly<Record<string, string>>;

/** Moments of Google's own: its brand accounts, and tokens bound to a key. */
export interface GoogleStages {
  /** Whether an account that was picked on the chooser still has to say which of its own it means (brand accounts). */
  'account.delegate': { input: { params: Params; person: Person; asked: readonly string[] }; decision: { ask: boolean } };
  /** A token request with a proof of a key, or with a token bound to one. `nonce`: the one that a proof has to carry. */
  'token.key': {
    input: { form: Params; proof: KeyProof; nonce: string; boundTo?: string };
    decision: { refuse?: { error: string; description: string }; bindTo?: string };
  };
}

/** How answers of several behaviours combine there. */
export const stages: StageTable<keyof GoogleStages> = {
  'account.delegate': { merge: 'first' },
  'token.key': { merge: 'first', refuses: true },
};
