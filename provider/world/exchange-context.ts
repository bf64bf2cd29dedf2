import type { EndpointName, Persona, Suggestion } from '../model/index.ts';
import type { Mount } from './addresses.ts';
import type { WorldState } from './state.ts';

/** Where an exchange tells what it was about and why it was answered so. */
export interface ExchangeLog {
  note(facts: {
    endpoint?: EndpointName;
    client?: string;
    person?: string;
    flow?: string;
    grantType?: string;
    stale?: true;
    suggestion?: Suggestion;
    sentMail?: string;
  }): void;
  because(id: string, why: string): void;
}

/** What faults make of one exchange before the persona sees it. */
export interface FaultOverrides {
  rotateRefreshToken?: true;
  /** Form fields to read in place of those sent; `null` removes one. */
  form?: Readonly<Record<string, string | null>>;
}

/** One exchange as the inside of the lab sees it: whose world, which persona, by which address. */
export interface ExchangeContext {
  readonly world: WorldState;
  readonly persona: Persona;
  readonly mount: Mount;
  readonly log: ExchangeLog;
  readonly overrides?: FaultOverrides;
  /** Origin of the lab's own listener. */
  readonly labUrl: string;
}
