import type { PersonaId, PersonInput, World } from '../../provider/model/index.ts';
import {
  AppVisitor,
  Browser,
  type Browsing,
  ChromiumBrowser,
  passwordOf,
  type Step,
  type VisitorOptions,
} from '../person/index.ts';
import { passwordLoginOf } from '../traffic/index.ts';
import type { AppInstance } from './app-instance.ts';
import type { Browsers } from './browsers.ts';
import { inventCanary, inventPerson, type TestUser, type UserRegistry } from './user-registry.ts';

/** The position of a leg in a run; names and canaries are derived from it. */
export type Place = readonly string[];

/** The people of one leg. */
export class LegUsers {
  readonly #instance: AppInstance;
  readonly #persona: PersonaId;
  readonly #seed: string;
  readonly #place: Place;
  readonly #registry: UserRegistry;
  readonly #browsers: Browsers | undefined;
  readonly #people: AppVisitor[] = [];
  #canaries = 0;

  constructor(
    instance: AppInstance,
    persona: PersonaId,
    seed: string,
    place: Place,
    registry: UserRegistry,
    browsers?: Browsers,
  ) {
    this.#instance = instance;
    this.#persona = persona;
    this.#seed = seed;
    this.#place = place;
    this.#registry = registry;
    this.#browsers = browsers;
  }

  /** Resets the world to one new person. */
  async first(signal: AbortSignal): Promise<AppVisitor> {
    const user = this.#invent();
    await this.#instance.world.reset([this.#atPersona(user)]);
    return this.#enter(user, signal);
  }

  /** Adds another person. */
  async another(world: World, signal: AbortSignal, more?: Pick<TestUser, 'sub'>): Promise<AppVisitor> {
    const user = { ...this.#invent(), ...more };
    await world.people.add(this.#atPersona(user));
    return this.#enter(user, signal);
  }

  /** Adds another person, who is unknown to the world. */
  unregistered(signal: AbortSignal): Promise<AppVisitor> {
    return this.#enter(this.#invent(), signal);
  }

  get steps(): readonly Step[] {
    return this.#people.flatMap(({ browser }) => browser.steps);
  }

  /** `evidence`: path prefix for the evidence of their browsers. */
  async leave(evidence?: string): Promise<void> {
    await Promise.all(this.#people.map(({ browser }, i) => browser.close(evidence && `${evidence}-person-${i + 1}`)));
  }

  /** Where the app passes the password of the person on, the persona has to know it. */
  #atPersona(user: TestUser): PersonInput {
    return passwordLoginOf({ persona: this.#persona }) ? { ...user, password: passwordOf(user) } : user;
  }

  #invent(): TestUser {
    return inventPerson(this.#seed, ...this.#place, String(this.#people.length));
  }

  async #browserFor({ key }: TestUser, signal: AbortSignal): Promise<Browsing> {
    const { sites, world, connections } = this.#instance;
    if (!this.#browsers) return new Browser(key, sites, signal, connections);
    return ChromiumBrowser.open(await this.#browsers.into(world), key, sites, signal);
  }

  async #enter(user: TestUser, signal: AbortSignal): Promise<AppVisitor> {
    this.#registry.add(user);
    const options: VisitorOptions = {
      person: user,
      sites: this.#instance.sites,
      persona: this.#persona,
      verbs: this.#instance.app.verbs,
      mailbox: this.#instance.world.mailbox,
      files: () => this.#instance.storedFiles(),
      canary: () => inventCanary(this.#seed, ...this.#place, String(++this.#canaries)),
      namesAnother: (text: string) => this.#registry.namesAnother(text, user),
    };
    const person = new AppVisitor(options, await this.#browserFor(user, signal));
    this.#people.push(person);
    return person;
  }
}
