import type { EndpointName } from './endpoint.ts';
import type { DeathCause, Engine } from './engine.ts';
import type { Because } from './exchange.ts';
import type { Reply } from './http.ts';
import type { MailMessage, OutgoingMail } from './mailbox.ts';
import type { Client, ConsentRequest, Person } from './people.ts';
import type { Stage, Stages } from './stages.ts';
import type { PersonChanges, PersonInput } from './world.ts';

/** A signed-in account in one browser. */
export interface SignedIn {
  readonly person: Person;
  /** The engine's session. */
  readonly session: string;
  readonly signedInAtEpochSeconds: number;
}

/** The browser of the current exchange, identified by the session cookie. */
export interface Browser {
  /** In order of sign-in. The index is Google's `authuser`. */
  accounts(): Promise<readonly SignedIn[]>;
  /** Signs a person in. Other accounts stay signed in, unless the persona allows one only. The reply sets the cookie. */
  signIn(person: Person, room?: 'many' | 'one'): Promise<SignedIn>;
  signOut(): Promise<void>;
}

export interface Consents {
  /** Scopes that the person granted to the key (client, project), in order. Empty if none. */
  read(person: Person, key: string): Promise<readonly string[]>;
  /** Scopes that the person declined and did not grant later. */
  declined(person: Person, key: string): Promise<readonly string[]>;
  /** Stores scopes as declined, and revokes them if granted. */
  decline(person: Person, key: string, scopes: readonly string[]): Promise<void>;
  /** Adds granted scopes. */
  add(person: Person, key: string, scopes: readonly string[]): Promise<void>;
  forget(person: Person, key: string): Promise<void>;
  /** The granted consents of a person, oldest first. */
  list(person: Person): Promise<readonly { readonly key: string; readonly scopes: readonly string[] }[]>;
}

/** A vendor's records in this world: files of Drive, posts of Graph. */
export interface Collection<T> {
  list(): Promise<readonly (T & { readonly id: string })[]>;
  find(id: string): Promise<(T & { readonly id: string }) | undefined>;
  put(id: string, value: T): Promise<void>;
  remove(id: string): Promise<boolean>;
}

/** The state of a credential that a persona declares. */
export interface CredentialState {
  readonly state: 'live' | 'dead';
  /** Why it ended. */
  readonly why?: DeathCause;
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAtEpochSeconds: number;
  readonly expiresAtEpochSeconds?: number;
  /** Absent while it lives. */
  readonly diedAtEpochSeconds?: number;
  /** What the persona keeps with it. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a credential is issued with. */
export interface CredentialInput {
  readonly person?: Person;
  readonly client?: Client;
  readonly scopes?: readonly string[];
  /** Absent: it never expires. */
  readonly lifetimeSeconds?: number;
  /** Credentials of one group can be ended together. */
  readonly group?: string;
  /** What the persona keeps with it. Members in epoch seconds are declared by its kind of row, or they do not age. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Changes to a live credential. `lifetimeSeconds` counts from now on; `null`: it never expires. */
export interface CredentialChanges {
  readonly lifetimeSeconds?: number | null;
  /** Added to those that it has. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Credentials of one kind that the persona declares. Those of the protocol belong to the engine. */
export interface Credentials {
  /** Stores an issued credential. */
  issue(value: string, of: CredentialInput): Promise<void>;
  /** Returns undefined for a value that was never issued. */
  find(value: string): Promise<CredentialState | undefined>;
  /** False if it does not live. */
  change(value: string, changes: CredentialChanges): Promise<boolean>;
  /** Uses one up: true for exactly one caller, however many race. */
  use(value: string): Promise<boolean>;
  end(value: string, why: DeathCause): Promise<boolean>;
  /** Ends all live ones that fit. Returns their number. */
  endAll(
    which: { readonly person?: Person; readonly client?: Client; readonly group?: string },
    why: DeathCause,
  ): Promise<number>;
  /** The live ones of a person, oldest first. */
  list(person: Person): Promise<readonly (CredentialState & { readonly value: string })[]>;
}

/** A call of the vendor to an app. */
export interface AppCall {
  readonly endpoint: EndpointName;
  /** An `http` URL on loopback. */
  readonly url: string;
  /** The encoded form. */
  readonly body: string;
  readonly client: Client;
  readonly person?: Person;
  readonly because: readonly Because[];
  /** It never reaches the app. */
  readonly isLost?: boolean;
}

/** Everything that a persona can access for the current exchange. */
export interface Ports {
  readonly engine: Engine;
  readonly browser: Browser;
  readonly consents: Consents;
  /** The key of the consent, besides the person. */
  consentKey(request: Pick<ConsentRequest, 'client'> & Partial<ConsentRequest>): string;
  readonly people: {
    all(): Promise<readonly Person[]>;
    find(keySubOrEmail: string): Promise<Person | undefined>;
    /** Returns a key for somebody new: the local part of the address, with a number if it is taken. */
    freeKey(email: string): Promise<string>;
    /** Adds a person who signed up. Throws `usage` with the field, or `too-many`. */
    add(person: PersonInput): Promise<Person>;
    /** Changes a person. Disabling or deleting the account ends what the vendor ends. Throws `usage` with the field. */
    change(person: Person, changes: PersonChanges): Promise<Person>;
    /** Removes a person with their tokens, sessions and consents. */
    remove(person: Person): Promise<void>;
  };
  /** Passwords of people, kept as hashes. */
  readonly passwords: {
    /** Sets a new password and marks earlier logins. The vendor's behaviours decide which tokens end. */
    set(person: Person, password: string): Promise<void>;
    /** True for the person's password. False for a person without one, and for nobody, with as much work. */
    verify(person: Person | undefined, password: string): Promise<boolean>;
    /** True if a password was set. People of a seed may have none. */
    isSet(person: Person): Promise<boolean>;
    /** The hash by which HTTP Digest proves the password in a realm. Undefined without a password. */
    digest(person: Person, realm: string): Promise<string | undefined>;
    /** A text that is another one after each change of the password. */
    version(person: Person): Promise<string>;
  };
  readonly clients: { find(clientId: string): Promise<Client | undefined>; all(): Promise<readonly Client[]> };
  /** Returns the client of a token request. A provisional client takes its secret and issuer from the first one. */
  completeClient(client: Client): Promise<Client>;
  /** Maps a vendor URL for this client: unchanged at the vendor's own hosts, below the lab's address otherwise. */
  address(vendorUrl: string): string;
  /** Returns the issuer for this client. Without a client: that of the address in use. */
  issuer(client?: Client): string;
  /** The same ports without entries in the wire log, for decisions that may not take effect. */
  readonly quiet: Ports;
  /** Saves a value between two requests of one person, for 10 minutes if nothing else is said. Its id is unguessable. */
  save(value: Readonly<Record<string, unknown>>, lifetimeSeconds?: number): Promise<string>;
  load(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Evaluates the persona's behaviours of a stage. `plain` is the decision of the plain engine. */
  decide<S extends Stage>(stage: S, input: Stages[S]['input'], plain: Stages[S]['decision']): Stages[S]['decision'];
  /** The same as `decide` without a decision of the plain engine. Returns undefined if no behaviour decides. */
  ask<S extends Stage>(stage: S, input: Stages[S]['input']): Stages[S]['decision'] | undefined;
  /**
   * Notifies an app, at its registered webhook URLs, that a person removed it. Runs in the background. The wire log
   * records the app's answer.
   */
  sendDeauthorizationWebhooks(client: Client, person: Person): void;
  /** Posts a form to an address of an app; resolves before the app answers. The wire log records the answer. */
  callApp(call: AppCall): Promise<void>;
  /** Puts a message into the mailbox of this world. The exchange in the wire log has its id. */
  readonly mail: { send(mail: OutgoingMail): Promise<MailMessage> };
  /**
   * Answers a gap: the lab does not serve `part` of this request (default: the whole), and the vendor may. Undefined if the
   * world wants the vendor's answer instead (setting `lab/gaps`).
   */
  gap(part?: string): Reply | undefined;
  /** Says in the wire log that the lab does not serve `part` of this request (default: the whole): the vendor's first checks refuse it. */
  noteGap(part?: string): void;
  collection<T extends object>(name: string): Collection<T>;
  /** By the declared name. */
  credentials(name: string): Credentials;
  /** Counts an event of this name. Returns the number of events in the current window. */
  count(name: string, windowSeconds: number): Promise<number>;
  /** The number of events in the current window, and when it ends. */
  counted(name: string, windowSeconds: number): Promise<{ readonly count: number; readonly endsInSeconds: number }>;
  /** Starts counting anew. */
  forgetCount(name: string): Promise<void>;
  /** Runs an action after all earlier ones of this name in this world. */
  inTurn<T>(name: string, action: () => Promise<T>): Promise<T>;
  /** Waits in the time of the world: what it is aged or shifted meanwhile counts. */
  pause(ms: number): Promise<void>;
  nowEpochSeconds(): number;
  /** Seconds since a time that a client tells, below 0 if it lies ahead. What the world was aged since then counts. */
  secondsSince(epochSeconds: number): number;
  /** Returns random characters of `A-Za-z0-9_-`. */
  random(length: number): string;
  /** Adds metadata to the exchange in the wire log. `flow` assigns it to a login. */
  note(facts: {
    readonly client?: string;
    readonly person?: Person;
    readonly flow?: string;
    readonly grantType?: string;
    readonly endpoint?: EndpointName;
  }): void;
  /** Starts a new flow id for a login that begins with this exchange. */
  newFlow(): string;
}
