import type { ClientInput, DeathCause, PersonaId, SettingValue } from '../../model/index.ts';

export type Form = Readonly<Record<string, string>>;

/** How a value is sent: as it should be, or in a way that the engine judges. */
export type Sent = 'right' | 'wrong' | 'none' | 'empty' | 'short';

/** What the caller of the engine looked up before. */
export interface Looked {
  readonly client: boolean;
  readonly login: boolean;
}

/** A request for an authorization, or what becomes of one. Things are counted back from the newest, and clients from the first. */
export type Operation =
  | { readonly do: 'sign-in'; readonly person: number }
  | {
      readonly do: 'ask';
      readonly client: number;
      readonly session: number;
      readonly scope: string;
      readonly granted: 'all' | 'first' | 'none' | 'more' | 'joined' | 'twice';
      readonly declines: 'rest' | 'none' | 'all';
      readonly resource?: string;
      readonly hasChallenge: boolean;
      readonly judged?: boolean;
      readonly looked: boolean;
      readonly consentShown: boolean;
      readonly grantedForSeconds?: number;
      readonly vendor: Form;
      readonly changes: Form;
      readonly drops: readonly string[];
    }
  | {
      readonly do: 'redeem';
      readonly code: number;
      readonly client?: number;
      readonly verifier: Sent;
      readonly redirectUri: Sent;
      readonly secret: Sent;
      readonly looked: Looked;
      readonly resource?: string;
      readonly changes: Form;
    }
  | {
      readonly do: 'refresh';
      readonly token: number;
      readonly client?: number;
      readonly scope?: string;
      readonly secret: Sent;
      readonly looked: Looked;
      readonly resource?: string;
      readonly rotates: boolean;
      readonly changes: Form;
    }
  | { readonly do: 'age' | 'shift'; readonly seconds: number }
  | { readonly do: 'kill'; readonly kind: string; readonly newest: number; readonly why: DeathCause }
  | { readonly do: 'amend'; readonly kind: string; readonly newest: number; readonly changes: Readonly<Record<string, unknown>> }
  | { readonly do: 'set'; readonly values: Readonly<Record<string, SettingValue>> }
  | { readonly do: 'register'; readonly client: number; readonly input: Partial<ClientInput> }
  | { readonly do: 'remove-person'; readonly person: number }
  | { readonly do: 'short'; readonly seconds: number | undefined }
  | { readonly do: 'rotate-keys' }
  | { readonly do: 'derive'; readonly kind: 'code' | 'access-token' };

/** A world of one persona, and what happens in it. */
export interface Case {
  readonly persona: PersonaId;
  readonly seed: number;
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly clients: readonly ClientInput[];
  readonly operations: readonly Operation[];
}
