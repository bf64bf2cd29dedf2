import type { PersonaId } from '../../provider/index.ts';
import type { Draft, Pairs } from './draft.ts';

/** Requests as right clients and browsers send them to one vendor. */
export interface VendorRequests {
  /** Values of the parameters that its endpoints read. */
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** Values of the `:names` in its paths. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  /** The requests of a login and after it, in their order. */
  readonly login: readonly Draft[];
  readonly others: readonly Draft[];
}

export const CALLBACK = 'http://127.0.0.1:3000/callback';
export const cookie = (persona: string): Pairs => [['cookie', `«${persona}.cookie»`]];

type Told = Omit<Draft, 'area' | 'persona' | 'host' | 'query' | 'headers'> & Partial<Pick<Draft, 'query' | 'headers'>>;

/** Requests of one vendor. */
export const at =
  (persona: PersonaId) =>
  (host: string, draft: Told): Draft => ({ query: [], headers: [], ...draft, area: 'persona', persona, host });
