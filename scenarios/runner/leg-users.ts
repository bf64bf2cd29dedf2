import type { World } from '../../provider/model/index.ts';
import { AppVisitor, Browser, type Browsing, ChromiumBrowser, type Step, type VisitorOptions } from '../person/index.ts';
import type { Browsers } from './browsers.ts';
import type { Station } from './station.ts';
import { inventCanary, inventPerson, type TestUser, type UserRegistry } from './user-registry.ts';

/** Where a leg stands in a run; names and canaries are made from it. */
export type Place = readonly string[];

/** The people of one leg. */
export class LegUsers {
  readonly #station: Station;
  readonly #persona: string;
  readonly #seed: string;
  readonly #place: Place;
  readonly #crowd: UserRegistry;
  readonly #browsers: Browsers | undefined;
  readonly #people: AppVisitor[] = [];
  #canaries = 0;

  constructor(station: Station, persona: string, seed: string, place: Place, crowd: UserRegistry, browsers?: Browsers) {
    this.#station = station;
    this.#persona = persona;
    this.#seed = seed;
    this.#place = place;
    this.#crowd = crowd;
    this.#browsers = browsers;
  }

  /** Starts the world over with one new person in it. */
  async first(signal: AbortSignal): Promise<AppVisitor> {
    const newcomer = this.#invent();
    await this.#station.world.reset([newcomer]);
    return this.#enter(newcomer, signal);
  }

  /** Adds one more. */
  async another(world: World, signal: AbortSignal): Promise<AppVisitor> {
    const newcomer = this.#invent();
    await world.people.add(newcomer);
    return this.#enter(newcomer, signal);
  }

  get steps(): readonly Step[] {
    return this.#people.flatMap(({ browser }) => browser.steps);
  }

  /** `evidence`: where what their browsers saw is left. */
  async leave(evidence?: string): Promise<void> {
    await Promise.all(this.#people.map(({ browser }, i) => browser.close(evidence && `${evidence}-person-${i + 1}`)));
  }

  #invent(): TestUser {
    return inventPerson(this.#seed, ...this.#place, String(this.#people.length));
  }

  async #browserFor({ key }: TestUser, signal: AbortSignal): Promise<Browsing> {
    const { surroundings, world } = this.#station;
    if (!this.#browsers) return new Browser(key, surroundings, signal);
    return ChromiumBrowser.open(await this.#browsers.into(world), key, surroundings, signal);
  }

  async #enter(newcomer: TestUser, signal: AbortSignal): Promise<AppVisitor> {
    this.#crowd.add(newcomer);
    const options: VisitorOptions = {
      person: newcomer,
      surroundings: this.#station.surroundings,
      persona: this.#persona,
      verbs: this.#station.app.verbs,
      canary: () => inventCanary(this.#seed, ...this.#place, String(++this.#canaries)),
      namesAnother: (text: string) => this.#crowd.namesAnother(text, newcomer),
    };
    const person = new AppVisitor(options, await this.#browserFor(newcomer, signal));
    this.#people.push(person);
    return person;
  }
}
