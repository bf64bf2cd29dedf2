import type { World } from '../../provider/model/index.ts';
import { HttpPerson, type Step } from '../person/index.ts';
import { type Crowd, inventCanary, inventPerson, type Newcomer } from './people.ts';
import type { Station } from './station.ts';

/** Where a leg stands in a run; names and canaries are made from it. */
export type Place = readonly string[];

/** The people of one leg. */
export class Cast {
  readonly #station: Station;
  readonly #persona: string;
  readonly #seed: string;
  readonly #place: Place;
  readonly #crowd: Crowd;
  readonly #people: HttpPerson[] = [];
  #canaries = 0;

  constructor(station: Station, persona: string, seed: string, place: Place, crowd: Crowd) {
    this.#station = station;
    this.#persona = persona;
    this.#seed = seed;
    this.#place = place;
    this.#crowd = crowd;
  }

  /** Starts the world over with one new person in it. */
  async first(signal: AbortSignal): Promise<HttpPerson> {
    const newcomer = this.#invent();
    await this.#station.world.reset([newcomer]);
    return this.#enter(newcomer, signal);
  }

  /** Adds one more. */
  async another(world: World, signal: AbortSignal): Promise<HttpPerson> {
    const newcomer = this.#invent();
    await world.people.add(newcomer);
    return this.#enter(newcomer, signal);
  }

  get steps(): readonly Step[] {
    return this.#people.flatMap(({ browser }) => browser.steps);
  }

  async leave(): Promise<void> {
    await Promise.all(this.#people.map(({ browser }) => browser.close()));
  }

  #invent(): Newcomer {
    return inventPerson(this.#seed, ...this.#place, String(this.#people.length));
  }

  #enter(newcomer: Newcomer, signal: AbortSignal): HttpPerson {
    this.#crowd.add(newcomer);
    const person = new HttpPerson({
      person: newcomer,
      surroundings: this.#station.surroundings,
      persona: this.#persona,
      verbs: this.#station.app.verbs,
      signal,
      canary: () => inventCanary(this.#seed, ...this.#place, String(++this.#canaries)),
      namesAnother: (text) => this.#crowd.namesAnother(text, newcomer),
    });
    this.#people.push(person);
    return person;
  }
}
