import type { Behaviour, DeathCause, MailMessage, PersonaId, PersonInput } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { createRecorder, type Recorder, type RecorderOptions } from '../wire/index.ts';
import { ROW_KINDS } from './ageing.ts';
import { BrowserSessions } from './browser-sessions.ts';
import { Clients } from './clients.ts';
import { realNowEpochMs, type TimeOwner } from './clock.ts';
import { ClockFollowers } from './clock-followers.ts';
import { Faults } from './faults.ts';
import { inField } from './in-field.ts';
import { type KeyRotation, type SigningKey, SigningKeys } from './keys.ts';
import { Mailbox } from './mailbox.ts';
import { OwnApis } from './own-apis.ts';
import { Passwords } from './passwords.ts';
import { makePerson, mustFitTogether, People } from './people.ts';
import { Rows, type SecretListener } from './rows.ts';
import { Settings } from './settings.ts';
import { Turns } from './turns.ts';
import { UnregisteredClients } from './unregistered-clients.ts';

export interface WorldOptions {
  readonly id: string;
  readonly store: Store;
  readonly behaviours: readonly Behaviour[];
  /** Private keys of a persona, in order of use: it signs with the first. */
  readonly keysOf: (persona: PersonaId) => readonly SigningKey[];
  readonly people: readonly PersonInput[];
  readonly namesAhead?: RecorderOptions['namesAhead'];
  /** Opens the links of a message, where a mail scanner does. Default: nobody does. */
  readonly scanMail?: (world: WorldState, message: MailMessage) => Promise<void> | undefined;
}

/** The state of one world: rows and time. It does not depend on OAuth. */
export class WorldState implements TimeOwner {
  readonly id: string;
  readonly rows: Rows;
  readonly passwords: Passwords;
  readonly people: People;
  readonly clients: Clients;
  readonly browsers: BrowserSessions;
  readonly mailbox: Mailbox;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly recorder: Recorder;
  readonly ownApis = new OwnApis();
  readonly unregisteredClients = new UnregisteredClients();
  readonly followers = new ClockFollowers(realNowEpochMs);
  /** Changes of the clock and resets happen one after another. */
  readonly clockTurns = new Turns();
  readonly #turns = new Map<string, Turns>();
  /** Seconds by which stored rows were aged. */
  agedSeconds = 0;
  /** Each time that it was aged, in the time of this world. */
  readonly #ageings: { readonly atEpochSeconds: number; readonly seconds: number }[] = [];
  shiftMs = 0;
  /** Lifetime of the next access and ID tokens. Undefined: the persona's lifetimes. */
  shortLifetimeSeconds: number | undefined;
  lastUsedEpochMs = realNowEpochMs();
  /** Number of logins so far. */
  flows = 0;
  /** Aborted when the world is closed. */
  readonly gone = new AbortController();
  #keys = new Map<PersonaId, SigningKeys>();
  readonly #keysOf: WorldOptions['keysOf'];
  readonly #firstPeople: readonly PersonInput[];
  #ready: Promise<void> | undefined;

  constructor(options: WorldOptions) {
    this.id = options.id;
    this.recorder = createRecorder({
      world: options.id,
      namesAhead: options.namesAhead,
      nowEpochMs: realNowEpochMs,
      agedSeconds: () => this.agedSeconds,
      shiftedSeconds: () => this.shiftMs / 1000,
    });
    const announce: SecretListener = (name, value) => this.recorder.registerSecret(name, value);
    this.rows = new Rows(options.store.open(options.id), () => this.agedSeconds, announce);
    this.passwords = new Passwords(this.rows, announce);
    this.people = new People(this.rows, this.passwords);
    this.clients = new Clients(this.rows);
    this.browsers = new BrowserSessions(this.rows);
    this.mailbox = new Mailbox(this.rows, this.people, (message) => options.scanMail?.(this, message));
    this.settings = new Settings(options.behaviours);
    this.faults = new Faults();
    this.#keysOf = options.keysOf;
    this.#firstPeople = options.people;
  }

  keys(persona: PersonaId): SigningKeys {
    const known = this.#keys.get(persona);
    if (known) return known;
    const fresh = new SigningKeys(this.#keysOf(persona));
    this.#keys.set(persona, fresh);
    return fresh;
  }

  /** Key rotations by persona. */
  keyRotations(): Readonly<Record<string, KeyRotation>> {
    return Object.fromEntries([...this.#keys].map(([persona, keys]) => [persona, keys.rotation]));
  }

  /** Restores the first key of every persona except the given ones. */
  restoreKeyRotation(rotations: Readonly<Record<string, KeyRotation>>): void {
    this.#keys.clear();
    for (const [persona, rotation] of Object.entries(rotations)) this.keys(persona as PersonaId).restore(rotation);
  }

  /** What personas do one after another, by name. */
  turnsOf(name: string): Turns {
    const known = this.#turns.get(name) ?? new Turns();
    this.#turns.set(name, known);
    return known;
  }

  /** Makes everything that was issued so far older. */
  age(seconds: number): void {
    this.agedSeconds += seconds;
    this.#ageings.push({ atEpochSeconds: Math.floor((realNowEpochMs() + this.shiftMs) / 1000), seconds });
  }

  /** The age of the world that was here before counts no longer, nor do the times at which it was aged. */
  restoreAge(seconds: number): void {
    this.agedSeconds = seconds;
    this.#ageings.length = 0;
  }

  /** Seconds by which something of this time was aged since. Of the same second: by none. */
  agedSince(epochSeconds: number): number {
    return this.#ageings
      .filter(({ atEpochSeconds }) => atEpochSeconds > epochSeconds)
      .reduce((sum, { seconds }) => sum + seconds, 0);
  }

  newFlow(): string {
    return `flow${++this.flows}`;
  }

  /** Fills a new world once, on first use, so that unused worlds are cheap. */
  ready(fill: () => Promise<void>): Promise<void> {
    this.#ready ??= this.#addFirstPeople().then(fill);
    return this.#ready;
  }

  /** Resets the world. Clients, keys and addresses stay. */
  async reset(people: readonly PersonInput[] | undefined): Promise<void> {
    const inputs = people ?? this.#firstPeople;
    const added = inputs.map((input, i) => inField(`people[${i}]`, () => makePerson(input)));
    mustFitTogether(added);
    const why: DeathCause = 'reset';
    for (const { kind, atReset } of ROW_KINDS) {
      if (atReset === 'dies') await this.rows.kill(kind, {}, why);
      if (atReset === 'forgotten') await this.rows.clear(kind);
    }
    await this.mailbox.clear();
    for (const [i, person] of added.entries()) await this.people.keep(person, inputs[i]?.password);
    this.settings.reset();
    this.faults.clear();
    this.shiftMs = 0;
    await this.followers.reset(this.shiftMs);
    this.unregisteredClients.clear();
    this.shortLifetimeSeconds = undefined;
    this.restoreAge(0);
    this.recorder.clear();
  }

  async #addFirstPeople(): Promise<void> {
    const added = this.#firstPeople.map((input) => makePerson(input));
    mustFitTogether(added);
    for (const [i, person] of added.entries()) await this.people.keep(person, this.#firstPeople[i]?.password);
  }
}
