import type { EndpointName, Persona, Suggestion } from '../model/index.ts';
import type { Mount } from './addresses.ts';
import type { WorldState } from './state.ts';

/** Log of an exchange: metadata and the reasons of its response. */
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

/** Changes by faults to an exchange before the persona handles it. */
export interface FaultOverrides {
  rotateRefreshToken?: true;
  /** Form fields that replace the sent ones. `null` removes a field. */
  form?: Readonly<Record<string, string | null>>;
}

/** The context of an exchange: its world, persona and address. */
export interface ExchangeContext {
  readonly world: WorldState;
  readonly persona: Persona;
  readonly mount: Mount;
  readonly log: ExchangeLog;
  readonly overrides?: FaultOverrides;
  /** Origin of the lab's own listener. */
  readonly labUrl: string;
}
