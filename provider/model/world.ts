import type { AdvanceOptions, AdvanceRequest, AdvanceResult, ClockState, Duration, PersonaPreset } from './clock.ts';
import type { DesignInfo } from './design.ts';
import type { Exchange, WirePage } from './exchange.ts';
import type { FaultInput, FaultState } from './fault.ts';
import type { GrantInfo } from './grant.ts';
import type { HarDocument } from './har-document.ts';
import type { PersonaId } from './ids.ts';
import type { KeyInfo } from './key.ts';
import type { IncomingMail, MailboxPage, MailMessage, MailQuery, MailWait } from './mailbox.ts';
import type { OwnApi, OwnApiInput } from './own-api.ts';
import type { OwnerFilter } from './owner-filter.ts';
import type { Client, Person } from './people.ts';
import type { RegisteredClient, RegistrationSettings } from './registration.ts';
import type { SessionInfo } from './session.ts';
import type { SettingInfo, SettingValue } from './setting.ts';
import type { Snapshot } from './snapshot.ts';
import type { TokenInfo, TokenKind } from './token.ts';
import type { TrafficFinding } from './traffic-finding.ts';
import type { WireEvent } from './wire-event.ts';

export interface TokenFilter extends OwnerFilter {
  readonly clientId?: string;
  readonly kinds?: readonly TokenKind[];
  /** Id of a token, as in the list. */
  readonly id?: string;
  /** The token itself. */
  readonly value?: string;
}

/** Selects tokens. */
export interface TokenQuery extends OwnerFilter {
  readonly clientId?: string;
  readonly kind?: TokenKind;
  readonly id?: string;
  readonly state?: 'live' | 'dead';
  /** Maximum number of each kind: the newest ones. Default 1000, at most 10,000. */
  readonly limit?: number;
  /** Include the token values. Default false. */
  readonly reveal?: boolean;
}

export interface MintRequest {
  /** Key, subject or e-mail of the person. */
  readonly as: string;
  /** Defaults to the first registered client of the persona. */
  readonly clientId?: string;
  /** Defaults to `openid email` and the profile scope of the vendor: `profile`, `public_profile`. */
  readonly scope?: string;
  /** The API (resource, audience) of the access token. */
  readonly resource?: string;
  readonly expired?: boolean;
  /** Claims that override those of the ID token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Make the signature of the ID token invalid. Default false. */
  readonly tamper?: boolean;
}
export interface Minted {
  readonly access_token: string;
  /** Absent if the vendor has none (Facebook), or issued none for this scope. */
  readonly refresh_token?: string;
  /** Absent if the scopes do not include `openid`. */
  readonly id_token?: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly token_type: string;
}

/** A client to register: id and redirect URIs are required. The settings depend on the persona. */
export type ClientInput = Pick<Client, 'clientId'> & Partial<Omit<Client, 'persona'>> & RegistrationSettings;
/** A person to add. Only the key is required, and gives the defaults of the rest. The password is stored as a hash. */
export type PersonInput = Pick<Person, 'key'> & Partial<Person> & { readonly password?: string };
/** Changes to a person: any member except key and subject. */
export type PersonChanges = Partial<Omit<Person, 'key' | 'sub'>>;
/** Changes to a client: any member except persona and id. */
export type ClientChanges = Partial<Omit<Client, 'persona' | 'clientId'>> & RegistrationSettings;

/** People, clients and settings to add together. */
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
  /** Registers a client, or replaces the one with the same id. */
  register(client: ClientInput): Promise<RegisteredClient>;
  clients(): Promise<readonly RegisteredClient[]>;
  /** Changes members of a registration. Rejects with `unknown-id`. */
  changeClient(clientId: string, changes: ClientChanges): Promise<RegisteredClient>;
  /** Removes a client and ends its tokens. Rejects with `unknown-id`. */
  removeClient(clientId: string): Promise<void>;
  /** Issues tokens without a login. Rejects with `unknown-id` for an unknown person or client, `unsupported` for a persona without OAuth. */
  mint(request: MintRequest): Promise<Minted>;
  /** Publishes a new signing key and signs with it. The previous key stays published. */
  rotateKeys(): Promise<{ readonly kid: string }>;
  /** The published signing keys, oldest first. */
  keys(): Promise<readonly KeyInfo[]>;
}

/**
 * One isolated environment: people, browser sessions, consents, clients, tokens, mailbox, clock, faults, settings and wire
 * log. The interface is the same in process and over the control API.
 */
export interface WorldCore extends AsyncDisposable {
  /** `default`, or a short random name. */
  readonly id: string;
  readonly people: {
    list(): Promise<readonly Person[]>;
    add(person: PersonInput): Promise<Person>;
    /** Changes a person, by key, subject or e-mail. Deleting the account ends its tokens and sessions; disabling it does where the vendor does. */
    change(person: string, changes: PersonChanges): Promise<Person>;
    /**
     * Changes the password. Default: a random one in place of one that was set; people who never got one still sign in with
     * any but `wrong`. The vendor's behaviours decide which tokens end.
     */
    changePassword(person: string, password?: string): Promise<void>;
    /** Removes a person with their tokens, sessions and consents. */
    remove(person: string): Promise<void>;
  };
  readonly clock: {
    read(): Promise<ClockState>;
    /**
     * Lets time pass for everybody: shifts the provider and the clients that follow its clock. Reports who does not follow,
     * what ended, and what a right client does next. Rejects with `clock-not-held` if no client follows and `unfollowed`
     * names no substitute; `advanceRefusalOf` returns the offers. Calls run one after another.
     */
    advance(request: AdvanceRequest): Promise<AdvanceResult>;
    /** Advances by one day. */
    tomorrow(options?: AdvanceOptions): Promise<AdvanceResult>;
    /** Durations that show something at the vendors of this lab. */
    presets(): Promise<readonly PersonaPreset[]>;
    /** Ages everything issued so far. New tokens have current timestamps. */
    age(by: Duration): Promise<ClockState>;
    /** Shifts the time of provider and client. Rejects with `clock-not-held` if no client follows the clock. */
    shift(by: Duration): Promise<ClockState>;
    /** Declares that a client of this name follows this world's clock. */
    follow(client: string): Promise<ClockState>;
    /**
     * Long poll for a client that follows the clock. Resolves when the shift differs from the one that the client knows,
     * or after a timeout. `shift` resolves when every polling client has returned with the new shift.
     */
    next(client: string, known: Pick<ClockState, 'shiftedSeconds'>): Promise<ClockState>;
  };
  readonly tokens: {
    /** Sets the lifetime of the next access and ID tokens. `null` restores the vendor's lifetimes. */
    short(lifetime: { readonly lifetimeSeconds: number } | null): Promise<void>;
    /** Expires tokens now. Returns the number of tokens. */
    expire(which: TokenFilter): Promise<number>;
    /** Revokes tokens. Consents stay. Returns the number of tokens. */
    revoke(which: TokenFilter): Promise<number>;
    /** Lists tokens and codes, live and ended, by kind, oldest first. Values are included only with `reveal`. */
    list(query?: TokenQuery): Promise<readonly TokenInfo[]>;
  };
  readonly grants: {
    /** Lists the current consents. */
    list(which?: OwnerFilter): Promise<readonly GrantInfo[]>;
    /**
     * Removes an app as on the vendor's *connected apps* page: ends the consent and its tokens, but access tokens where the vendor
     * cannot end them. Returns the number of ended tokens.
     */
    revoke(which: { readonly person: string; readonly clientId?: string; readonly persona?: PersonaId }): Promise<number>;
  };
  readonly sessions: {
    /** Lists the signed-in accounts. */
    list(which?: OwnerFilter): Promise<readonly SessionInfo[]>;
    /** Ends one session, or all sessions of a person. Default: all sessions of everyone. Returns the number of ended sessions. */
    end(which?: OwnerFilter & { readonly id?: string }): Promise<number>;
  };
  /** APIs of the user behind the lab: it passes calls on, records them, and applies faults on `api:own`. */
  readonly apis: {
    list(): Promise<readonly OwnApi[]>;
    /** Adds an API, or replaces the one of the same name. It outlives a reset. Rejects with `usage` for an address that is not on loopback. */
    put(api: OwnApiInput): Promise<OwnApi>;
    /** Rejects with `unknown-id`. */
    remove(name: string): Promise<void>;
  };
  /** Messages to people of this world, from personas and from apps. */
  readonly mailbox: {
    /** Puts a message there, as the SMTP server of a lab does. Rejects with `usage` and the field. */
    deliver(mail: IncomingMail): Promise<MailMessage>;
    /** Returns the newest matching messages, oldest first. */
    list(query?: MailQuery): Promise<MailboxPage>;
    /** Returns a message, or undefined if it does not exist or was removed. */
    find(id: string): Promise<MailMessage | undefined>;
    /** Waits for the first matching message. Resolves with undefined on timeout. */
    wait(query: MailWait): Promise<MailMessage | undefined>;
    /** Removes one message. Rejects with `unknown-id`. */
    remove(id: string): Promise<void>;
    /** Empties the mailbox. */
    clear(): Promise<void>;
  };
  readonly faults: {
    inject(fault: FaultInput): Promise<FaultState>;
    list(): Promise<readonly FaultState[]>;
    /** Removes one fault. Default: all. */
    clear(id?: string): Promise<void>;
  };
  readonly settings: {
    /** Returns the current setting of every behaviour. */
    read(): Promise<Readonly<Record<string, SettingValue>>>;
    /** Changes settings: all or none. Rejects with `unknown-id` or `usage`, naming the behaviour. */
    change(values: Readonly<Record<string, SettingValue>>): Promise<void>;
    /** Describes every setting: summary, default and valid values. */
    describe(): Promise<readonly SettingInfo[]>;
  };
  /** Ways to build what a persona stands for, as settings. */
  readonly designs: {
    list(): Promise<readonly DesignInfo[]>;
    /** Changes the settings to those of a design, and puts back those of its persona that another design set. Rejects with `unknown-id`. */
    use(id: string): Promise<void>;
  };
  readonly wire: {
    read(query?: { readonly after?: number; readonly reveal?: boolean; readonly limit?: number }): Promise<WirePage>;
    /** Returns an exchange, or undefined if it does not exist or was removed. */
    find(id: string, query?: { readonly reveal?: boolean }): Promise<Exchange | undefined>;
    /** Resolves when no exchange of this world is in progress. */
    idle(): Promise<void>;
    /**
     * Follows the log, from now on or after a sequence number. Ends with the world, or when `signal` is aborted. No event
     * is missed after the promise resolves.
     */
    follow(query?: {
      readonly after?: number;
      readonly reveal?: boolean;
      readonly signal?: AbortSignal;
    }): Promise<AsyncIterable<WireEvent>>;
    /** Exports the log as HAR 1.2. */
    har(query?: { readonly reveal?: boolean }): Promise<HarDocument>;
  };
  /** Checks the traffic so far with the rules. Rejects with `unsupported` in a lab without rules. */
  findings(): Promise<readonly TrafficFinding[]>;
  /** Adds or replaces people and clients, and changes settings: all or none. */
  seed(seed: Seed): Promise<void>;
  /** Returns the state of this world without its wire log, for `restore`. */
  snapshot(): Promise<Snapshot>;
  /** Replaces the state of this world by a snapshot: all or nothing. */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * Removes everything except addresses, clients and keys: people, browser sessions, consents, tokens, mail, vendor data,
   * faults, settings and age. Later traffic with earlier credentials is logged as `stale`.
   */
  reset(people?: readonly PersonInput[]): Promise<void>;
}

export type World = WorldCore & { readonly [P in PersonaId]: PersonaHandle };
