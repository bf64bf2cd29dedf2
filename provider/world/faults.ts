import {
  type EndpointName,
  type Fault,
  type FaultInput,
  type FaultState,
  fieldOf,
  LoginLabError,
  type SecretPlace,
} from '../model/index.ts';
import { faultSchema } from '../personas/schemas.ts';

/** The properties of an exchange that faults match. `people`: key, subject and e-mail of the person. */
export interface FaultFacts {
  readonly persona: string;
  readonly endpoint: EndpointName;
  readonly grantType?: string | undefined;
  readonly app?: string | undefined;
  readonly people: readonly string[];
  /** Name of an API behind the lab. */
  readonly api?: string | undefined;
  /** Scopes of the live token that the request carries. */
  readonly scopes?: readonly string[] | undefined;
  /** Where the request has the client secret. */
  readonly authentications?: readonly SecretPlace[] | undefined;
}

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  seen: number;
  struck: number;
}

const REPLY_ONLY = ['truncate', 'tamperIdToken', 'tamperLogoutToken', 'setBody', 'addMember', 'sendAs', 'skewSeconds'];
const REQUEST_ONLY = ['setForm', 'rotateRefreshToken'];

/** Changes to a reply apply after it, changes to the provider's actions before it, whatever `at` says. */
const strikesAt = (fault: Fault): 'request' | 'reply' => {
  if (REPLY_ONLY.some((name) => name in fault.do)) return 'reply';
  return REQUEST_ONLY.some((name) => name in fault.do) ? 'request' : fault.at;
};

const addressed = ({ fault }: Entry, facts: FaultFacts): boolean =>
  fault.on === facts.endpoint &&
  (fault.persona === undefined || fault.persona === facts.persona) &&
  (fault.where?.grantType === undefined || fault.where.grantType === facts.grantType) &&
  (fault.where?.api === undefined || fault.where.api === facts.api) &&
  (fault.where?.app === undefined || fault.where.app === facts.app) &&
  (fault.where?.authentication === undefined || facts.authentications?.includes(fault.where.authentication) === true) &&
  (fault.where?.withoutScope === undefined || facts.scopes?.includes(fault.where.withoutScope) === false) &&
  (fault.where?.person === undefined || facts.people.includes(fault.where.person));

const spent = ({ fault, struck }: Entry): boolean => fault.times !== undefined && struck >= fault.times;

const MOST_FAULTS = 1000;

/** The faults of one world. */
export class Faults {
  #entries: Entry[] = [];
  #count = 0;
  /** Exchanges that wait for the end of a fault. */
  readonly #held = new Map<string, (() => void)[]>();

  /** Adds a fault. Throws `usage` with the invalid field, or `too-many`. */
  inject(input: FaultInput): FaultState {
    const parsed = faultSchema().safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = fieldOf(issue?.path ?? []);
      throw new LoginLabError('usage', `A fault's "${field || 'body'}" is invalid: ${issue?.message}.`, { field });
    }
    if (this.#entries.length >= MOST_FAULTS) {
      throw new LoginLabError('too-many', `This world has ${MOST_FAULTS} faults, which is the limit. Clear some of them.`);
    }
    const entry = { id: `f${++this.#count}`, fault: parsed.data, seen: 0, struck: 0 };
    this.#entries.push(entry);
    return { ...entry };
  }

  /** Restores the faults of a snapshot with their counts. */
  restore(states: readonly FaultState[]): void {
    this.#entries = states.map((state) => ({ ...state }));
    this.#count = Math.max(this.#count, ...states.map(({ id }) => Number(/^f(\d{1,9})$/.exec(id)?.[1] ?? 0)));
  }

  list(): readonly FaultState[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** Removes a fault. Throws `unknown-id` if it does not exist. */
  clear(id?: string): void {
    if (id !== undefined && !this.#entries.some((entry) => entry.id === id)) {
      throw new LoginLabError('unknown-id', `Unknown fault "${id}" in this world. List the faults to see their ids.`, {
        field: 'id',
      });
    }
    this.#entries = id === undefined ? [] : this.#entries.filter((entry) => entry.id !== id);
    for (const each of id === undefined ? [...this.#held.keys()] : [id]) {
      for (const release of this.#held.get(each) ?? []) release();
      this.#held.delete(each);
    }
  }

  /** Resolves when a fault is cleared; at once if it was. Rejects with the reason of the signal. */
  cleared(id: string, signal: AbortSignal): Promise<void> {
    if (!this.#entries.some((entry) => entry.id === id)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      const release = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#held.set(id, [...(this.#held.get(id) ?? []), release]);
    });
  }

  /** True if a fault can match this endpoint. Avoids looking up the caller otherwise. */
  concern(endpoint: EndpointName): boolean {
    return this.#entries.some((entry) => entry.fault.on === endpoint && !spent(entry));
  }

  /** Returns the matching faults in order of injection, and counts them. */
  strike(at: 'request' | 'reply', facts: FaultFacts): readonly { readonly id: string; readonly fault: Fault }[] {
    const matching = this.#entries.filter((entry) => strikesAt(entry.fault) === at && addressed(entry, facts) && !spent(entry));
    for (const entry of matching) entry.seen++;
    const striking = matching.filter((entry) => entry.seen > entry.fault.skip);
    for (const entry of striking) entry.struck++;
    return striking.map(({ id, fault }) => ({ id, fault }));
  }
}
