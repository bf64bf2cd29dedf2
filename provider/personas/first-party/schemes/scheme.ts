import type { Client, HeaderList, LabRequest, Person, Ports } from '../../../model/index.ts';
import type { SchemeId } from '../credential-kinds.ts';

/** What a request carries of a scheme. */
export interface Credential {
  /** The secret, or all that the scheme reads of the request. */
  readonly value: string;
}

/** Who sends a request. */
export interface Identity {
  readonly scheme: SchemeId;
  /** Absent for an anonymous session. */
  readonly person?: Person;
  /** The client that the credential was issued to. Absent if any client may send it. */
  readonly clientId?: string;
  /** The credential as it is stored, for what ends or changes it. */
  readonly value: string;
  /** Sent with the reply, whatever it is: the next pair of a rolling session. */
  readonly headers?: HeaderList;
}

/** Why a credential does not count. */
export interface Denial {
  readonly denied: {
    /** `token_expired`, `session_revoked` … */
    readonly code: string;
    readonly detail: string;
    /** Default 401. */
    readonly status?: number;
    readonly headers?: HeaderList;
    /** Parameters of the challenge of its scheme: `['error', 'invalid_token']`. Default: `error` with the code. */
    readonly challenge?: readonly (readonly [name: string, value: string])[];
    /** Why it ended, for what takes an ended credential: a logout. */
    readonly why?: string;
  };
}

/** What a scheme is asked with. */
export interface SchemeContext {
  readonly request: LabRequest;
  readonly client: Client;
  readonly ports: Ports;
}

/** One way in which a client proves itself on each request. */
export interface Scheme {
  readonly id: SchemeId;
  /**
   * Challenges for `WWW-Authenticate`, each with the parameters of a refusal. @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
   * `params` are those of the refused credential, if it is one of this scheme.
   */
  challenges(
    params: readonly (readonly [name: string, value: string])[],
    context: SchemeContext,
  ): readonly string[] | Promise<readonly string[]>;
  /** Returns the credential of a request. Undefined if the request does not use the scheme. */
  read(request: LabRequest): Credential | undefined;
  check(credential: Credential, context: SchemeContext): Promise<Identity | Denial>;
  /** Ends the credential of a request. Absent if it cannot be ended: a password. */
  end?(identity: Identity, ports: Ports): Promise<void>;
  /** Ends all credentials of a person, on all devices. Absent for what is no sign-in: a key is ended at `/keys`. */
  endAll?(person: Person, ports: Ports, why: 'signed-out' | 'password-changed', except?: string): Promise<void>;
  /** Lets an anonymous credential act for somebody who just registered. */
  bind?(identity: Identity, person: Person, ports: Ports): Promise<void>;
}

export const isDenial = (verdict: Identity | Denial): verdict is Denial => 'denied' in verdict;

/** `Token realm="first-party", error="token_expired"` */
export const challenge = (scheme: string, params: readonly (readonly [name: string, value: string])[]): string =>
  [scheme, params.map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`).join(', ')].filter(Boolean).join(' ');

export const REALM = ['realm', 'first-party'] as const;
