import type { Exchange, WirePage } from './exchange.ts';
import type { FaultInput, FaultState } from './fault.ts';
import type { GrantInfo } from './grant.ts';
import type { HarDocument } from './har-document.ts';
import type { PersonaId } from './ids.ts';
import type { KeyInfo } from './key.ts';
import type { MailboxPage, MailMessage, MailQuery, MailWait } from './mailbox.ts';
import type { OwnerFilter } from './owner-filter.ts';
import type { Client, Person } from './people.ts';
import type { RegisteredClient, RegistrationSettings } from './registration.ts';
import type { SessionInfo } from './session.ts';
import type { SettingInfo, SettingValue } from './setting.ts';
import type { Snapshot } from './snapshot.ts';
import type { TokenInfo, TokenKind } from './token.ts';
import type { TrafficFinding } from './traffic-finding.ts';
import type { WireEvent } from './wire-event.ts';

/** `'61m'`, `'1d'`, `'90s'`, `'2h30m'`; units d, h, m, s. */
export type Duration = string;

export interface ClockState {
  /** By how much everything already issued is older than it was. */
  readonly agedSeconds: number;
  /** By how much provider and client both live later. */
  readonly shiftedSeconds: number;
  /** Clients that follow this world's clock; `shift` needs at least one. */
  readonly followers: readonly string[];
}

export interface TokenFilter extends OwnerFilter {
  readonly clientId?: string;
  readonly kinds?: readonly TokenKind[];
  /** Id of a token, as the list tells it. */
  readonly id?: string;
  /** The token itself. */
  readonly value?: string;
}

/** Which tokens to list. */
export interface TokenQuery extends OwnerFilter {
  readonly clientId?: string;
  readonly kind?: TokenKind;
  readonly id?: string;
  readonly state?: 'live' | 'dead';
  /** The newest so many of each kind. Default 1000, at most 10,000. */
  readonly limit?: number;
  /** Show the tokens themselves. */
  readonly reveal?: boolean;
}

export interface MintRequest {
  /** Key, subject or e-mail of the person. */
  readonly as: string;
  /** Defaults to the first registered client of the persona. */
  readonly clientId?: string;
  /** Defaults to `openid email` and the profile scope of the vendor: `profile`, `public_profile`. */
  readonly scope?: string;
  /** The API (resource, audience) that the access token is for. */
  readonly resource?: string;
  readonly expired?: boolean;
  /** Claims to put over those of the ID token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Break the ID token's signature. */
  readonly tamper?: boolean;
}
export interface Minted {
  readonly access_token: string;
  /** Absent where the vendor knows none (Facebook), or gave none for this scope. */
  readonly refresh_token?: string;
  /** Absent where the scope does not ask for one. */
  readonly id_token?: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly token_type: string;
}

/** A client to register: the id, the redirect URIs; the rest has defaults. Its persona decides which settings it takes. */
export type ClientInput = Pick<Client, 'clientId'> & Partial<Omit<Client, 'persona'>> & RegistrationSettings;
/** A person to add: a key; the rest is made up from it. A password is kept as a hash, apart from the person. */
export type PersonInput = Pick<Person, 'key'> & Partial<Person> & { readonly password?: string };
/** What can change about a person: everything but key and subject. */
export type PersonChanges = Partial<Omit<Person, 'key' | 'sub'>>;
/** What can change about a client: everything but persona and id. */
export type ClientChanges = Partial<Omit<Client, 'persona' | 'clientId'>> & RegistrationSettings;

/** People, clients and settings to put in place at once. */
export interface Seed {
  readonly people?: readonly PersonInput[];
  /** By persona. */
  readonly clients?: { readonly [P in PersonaId]?: readonly ClientInput[] };
  readonly settings?: Readonly<Record<string, SettingValue>>;
}

/** One persona in one world. */
export interface PersonaHandle {
  /** Local base address: `http://localhost:4400/@k3f9/google`. */
  readonly address: string;
  /** Registers a client, or replaces the one of the same id. */
  register(client: ClientInput): Promise<RegisteredClient>;
  clients(): Promise<readonly RegisteredClient[]>;
  /** Changes a registration; the rest of it stays. Rejects with `unknown-id`. */
  changeClient(clientId: string, changes: ClientChanges): Promise<RegisteredClient>;
  /** Forgets a client; its tokens die. Rejects with `unknown-id`. */
  removeClient(clientId: string): Promise<void>;
  /** Makes tokens without a login. Rejects with `unknown-id` for an unknown person or client, `unsupported` for a persona that is no OAuth provider. */
  mint(request: MintRequest): Promise<Minted>;
  /** Publishes a new signing key and signs with it from now on; the old one stays published. */
  rotateKeys(): Promise<{ readonly kid: string }>;
  /** The published signing keys, oldest first. */
  keys(): Promise<readonly KeyInfo[]>;
}

/**
 * One isolated universe: people, browser sessions, consents, clients, tokens, mailbox, clock, faults, settings, wire log.
 * The same interface in process and over the control API.
 */
export interface WorldCore extends AsyncDisposable {
  /** `default`, or a short random name. */
  readonly id: string;
  readonly people: {
    list(): Promise<readonly Person[]>;
    add(person: PersonInput): Promise<Person>;
    /** Changes what is known of a person (key, subject or e-mail). An account that is disabled or deleted loses its tokens and sessions. */
    change(person: string, changes: PersonChanges): Promise<Person>;
    /** The person sets a new password, this one when it is given; what that ends is the vendor's policy. */
    changePassword(person: string, password?: string): Promise<void>;
    /** Forgets a person; tokens, sessions and consents of theirs go too. */
    remove(person: string): Promise<void>;
  };
  readonly clock: {
    read(): Promise<ClockState>;
    /** The provider's memory grows older: what was issued is older, what is issued next has today's timestamps. */
    age(by: Duration): Promise<ClockState>;
    /** Provider and client both live later. Rejects with `clock-not-held` while no client follows the clock. */
    shift(by: Duration): Promise<ClockState>;
    /** Declares that a client of this name lives by this world's clock. */
    follow(client: string): Promise<ClockState>;
    /**
     * For a client that follows by asking again and again: the state as soon as its shift is another than the client knows,
     * or after a while. A shift resolves when everybody who asks so has come back with the new one.
     */
    next(client: string, known: Pick<ClockState, 'shiftedSeconds'>): Promise<ClockState>;
  };
  readonly tokens: {
    /** The next access and ID tokens honestly live this short; `null` returns to the vendor's lifetimes. */
    short(lifetime: { readonly lifetimeSeconds: number } | null): Promise<void>;
    /** Ends tokens before their time, as if they had expired. Returns how many. */
    expire(which: TokenFilter): Promise<number>;
    /** Ends tokens as a revocation at the vendor does; consents stay. Returns how many. */
    revoke(which: TokenFilter): Promise<number>;
    /** Tokens and codes, living and dead, kind by kind, oldest first. Their values only with `reveal`. */
    list(query?: TokenQuery): Promise<readonly TokenInfo[]>;
  };
  readonly grants: {
    /** Consents in force. */
    list(which?: OwnerFilter): Promise<readonly GrantInfo[]>;
    /** What the person does on the vendor's *connected apps* page: tokens die, consent is forgotten. Returns the number of tokens that died. */
    revoke(which: { readonly person: string; readonly clientId?: string; readonly persona?: PersonaId }): Promise<number>;
  };
  readonly sessions: {
    /** Accounts that are signed in. */
    list(which?: OwnerFilter): Promise<readonly SessionInfo[]>;
    /** Ends one session, or signs a person (everyone, when left out) out of every browser. Returns the number of sessions ended. */
    end(which?: OwnerFilter & { readonly id?: string }): Promise<number>;
  };
  /** Messages that personas sent to people of this world. */
  readonly mailbox: {
    /** The newest messages that fit, oldest first. */
    list(query?: MailQuery): Promise<MailboxPage>;
    /** One message; undefined when it never was, or is not there any more. */
    find(id: string): Promise<MailMessage | undefined>;
    /** The first message that fits, as soon as it is there; undefined when time is up before one comes. */
    wait(query: MailWait): Promise<MailMessage | undefined>;
    /** Empties the mailbox. */
    clear(): Promise<void>;
  };
  readonly faults: {
    inject(fault: FaultInput): Promise<FaultState>;
    list(): Promise<readonly FaultState[]>;
    /** Removes one fault, or all of them. */
    clear(id?: string): Promise<void>;
  };
  readonly settings: {
    /** The value in force of every behaviour of this lab's personas. */
    read(): Promise<Readonly<Record<string, SettingValue>>>;
    /** Changes settings; all or none. Rejects with `unknown-id` or `usage`, naming the behaviour. */
    change(values: Readonly<Record<string, SettingValue>>): Promise<void>;
    /** Every switch with its meaning, its default and the values that it takes. */
    describe(): Promise<readonly SettingInfo[]>;
  };
  readonly wire: {
    read(query?: { readonly after?: number; readonly reveal?: boolean; readonly limit?: number }): Promise<WirePage>;
    /** One exchange; undefined when it never was or fell out of the ring. */
    find(id: string, query?: { readonly reveal?: boolean }): Promise<Exchange | undefined>;
    /** Resolves once no exchange of this world is under way. */
    idle(): Promise<void>;
    /**
     * The log as it grows, from now on or from after a sequence number; ends with the world, or when `signal` is aborted.
     * Once the promise resolves, nothing that happens is missed.
     */
    follow(query?: {
      readonly after?: number;
      readonly reveal?: boolean;
      readonly signal?: AbortSignal;
    }): Promise<AsyncIterable<WireEvent>>;
    /** The log as HAR 1.2. */
    har(query?: { readonly reveal?: boolean }): Promise<HarDocument>;
  };
  /** What the rules find wrong in the traffic so far. Rejects with `unsupported` in a lab that was opened without rules. */
  findings(): Promise<readonly TrafficFinding[]>;
  /** Adds people and clients, or replaces those of the same key or id, and changes settings; all or none. */
  seed(seed: Seed): Promise<void>;
  /** Everything of this world but its wire log, to be restored later or elsewhere. */
  snapshot(): Promise<Snapshot>;
  /** Becomes the world of a snapshot; what was here is gone, as after a reset. All or nothing. */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * Everything but addresses, clients and keys goes: people, browser sessions, consents, tokens, mail, vendor data,
   * faults, settings, age. Later traffic with credentials from before is logged `stale`.
   */
  reset(people?: readonly PersonInput[]): Promise<void>;
}

export type World = WorldCore & { readonly [P in PersonaId]: PersonaHandle };
