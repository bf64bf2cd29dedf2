import type { EndpointName } from './endpoint.ts';
import type { DeathCause, Engine } from './engine.ts';
import type { MailMessage, OutgoingMail } from './mailbox.ts';
import type { Client, ConsentRequest, Person } from './people.ts';
import type { Stage, Stages } from './stages.ts';

/** A signed-in account in one browser. */
export interface SignedIn {
  readonly person: Person;
  /** The engine's session. */
  readonly session: string;
  readonly signedInAtEpochSeconds: number;
}

/** The browser of the current exchange, known by the persona's cookie. */
export interface Browser {
  /** In order of signing in; the position is Google's `authuser`. */
  accounts(): Promise<readonly SignedIn[]>;
  /** Signs a person in (again); the other accounts stay, unless there is room for one. The cookie goes out with the reply. */
  signIn(person: Person, room?: 'many' | 'one'): Promise<SignedIn>;
  signOut(): Promise<void>;
}

export interface Consents {
  /** Scopes that the person granted to the key (client, project …), in order; empty for none. */
  read(person: Person, key: string): Promise<readonly string[]>;
  /** Scopes that the person declined and has not granted since. */
  declined(person: Person, key: string): Promise<readonly string[]>;
  /** Remembers scopes as declined; what was granted of them is taken back. */
  decline(person: Person, key: string, scopes: readonly string[]): Promise<void>;
  /** Adds scopes to what was granted. */
  add(person: Person, key: string, scopes: readonly string[]): Promise<void>;
  forget(person: Person, key: string): Promise<void>;
}

/** A vendor's own records in this world: Drive's files, Graph's posts. */
export interface Collection<T> {
  list(): Promise<readonly (T & { readonly id: string })[]>;
  find(id: string): Promise<(T & { readonly id: string }) | undefined>;
  put(id: string, value: T): Promise<void>;
  remove(id: string): Promise<boolean>;
}

/** What a world knows of a credential of a persona's own. */
export interface CredentialState {
  readonly state: 'live' | 'dead';
  /** Of a dead one: why. */
  readonly why?: DeathCause;
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAtEpochSeconds: number;
  readonly expiresAtEpochSeconds?: number;
}

/** Credentials of one kind that the persona declares with rows of its own; those of the protocol are the engine's. */
export interface Credentials {
  /** Remembers a credential that is given out. Without `lifetimeSeconds` it never expires. */
  issue(
    value: string,
    of: {
      readonly person?: Person;
      readonly client?: Client;
      readonly scopes?: readonly string[];
      readonly lifetimeSeconds?: number;
    },
  ): Promise<void>;
  /** Undefined for one that was never given out. */
  find(value: string): Promise<CredentialState | undefined>;
  end(value: string, why: DeathCause): Promise<boolean>;
}

/** What a persona may do about the current exchange, and all it may do. */
export interface Ports {
  readonly engine: Engine;
  readonly browser: Browser;
  readonly consents: Consents;
  /** What the persona remembers consents by, besides the person. */
  consentKey(request: Pick<ConsentRequest, 'client'> & Partial<ConsentRequest>): string;
  readonly people: { all(): Promise<readonly Person[]>; find(keySubOrEmail: string): Promise<Person | undefined> };
  /** Passwords of people, kept as hashes. */
  readonly passwords: {
    /** Sets a new password; logins so far are marked with the change, and what that ends is the vendor's policy. */
    set(person: Person, password: string): Promise<void>;
    /** True when it is the person's password; false, too, for somebody without one. */
    verify(person: Person, password: string): Promise<boolean>;
    /** Whether a password was ever set: people of a seed may have none. */
    isSet(person: Person): Promise<boolean>;
  };
  readonly clients: { find(clientId: string): Promise<Client | undefined>; all(): Promise<readonly Client[]> };
  /** The client as its token request makes it: one that is provisional takes secret and issuer from the first of them. */
  completeClient(client: Client): Promise<Client>;
  /** A vendor address as this client would reach it: unchanged at the vendor's own hosts, below the lab's address otherwise. */
  address(vendorUrl: string): string;
  /** The issuer that this client is told. Without a client: that of the address in use. */
  issuer(client?: Client): string;
  /** The same ports, but what is decided through them is not told to the wire log: for what may never happen. */
  readonly quiet: Ports;
  /** Parks something between two requests of one person (10 minutes); the id is unguessable. */
  save(value: Readonly<Record<string, unknown>>): Promise<string>;
  load(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Asks the persona's behaviours of a stage; `plain` is what the engine alone would do. */
  decide<S extends Stage>(stage: S, input: Stages[S]['input'], plain: Stages[S]['decision']): Stages[S]['decision'];
  /** As `decide`, where the plain engine has nothing to say. */
  ask<S extends Stage>(stage: S, input: Stages[S]['input']): Stages[S]['decision'] | undefined;
  /**
   * Tells an app, at the addresses that it registered for this, that a person removed it. Goes on by itself: nobody waits
   * for the app, and what it answers stands in the wire log.
   */
  sendDeauthorizationWebhooks(client: Client, person: Person): void;
  /** Puts a message into the mailbox of this world. The exchange in the wire log tells its id. */
  readonly mail: { send(mail: OutgoingMail): Promise<MailMessage> };
  collection<T extends object>(name: string): Collection<T>;
  /** By the name that the persona declares. */
  credentials(name: string): Credentials;
  /** Counts one more event of this name; gives how many there were in the window that is open now. */
  count(name: string, windowSeconds: number): Promise<number>;
  nowEpochSeconds(): number;
  /** A new random text over `A-Za-z0-9_-`. */
  random(length: number): string;
  /** Tells the wire log what the exchange is about. `flow` ties it to a login. */
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
