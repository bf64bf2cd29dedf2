import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, markOf } from '../traffic/index.ts';
import { type LoginSeen, seeLogin } from './login.ts';

/** Requests for the signing keys of the provider. */
export const keyFetchesIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'jwks');

/** Makes an id that no key has, of the usual form: 40 hexadecimal digits. */
export const unknownKid = (number: number): string => `${number}f0e1d2c3b4a5968778695a4b3c2d1e0f01234567`.slice(0, 40);

/**
 * How long the person stays at the provider in each try, in milliseconds. Clients fetch keys again only some time after the last
 * fetch: half a minute, a minute.
 */
const STAYS_MS = [0, 31_000, 30_000];

/** Tries to sign in after the keys have changed. */
export interface LoginWithNewKeys {
  /** The last of the tries. */
  readonly login: LoginSeen;
  readonly tries: number;
  /** Requests for the keys since they changed. */
  readonly fetches: readonly Exchange[];
}

/**
 * Signs a new person in after the keys have changed. While the client does not ask for the new keys it may be waiting, so another
 * one tries, who stays at the provider for a while.
 */
export const seeLoginWithNewKeys = async (context: ScenarioContext, before = async () => {}): Promise<LoginWithNewKeys> => {
  const { world, wire, secondPerson } = context;
  const mark = markOf(await wire.all());
  const fetches = async () => keyFetchesIn(after(await wire.all(), mark));
  for (let tries = 1; ; tries++) {
    await before();
    const delayMs = STAYS_MS[tries - 1] ?? 0;
    if (delayMs > 0) await world.faults.inject({ on: 'authorize', times: 1, do: { delayMs } });
    const login = await seeLogin(await secondPerson(), context);
    const fetched = await fetches();
    if ((login.visit.ok && login.signedIn) || fetched.length > 0 || tries >= STAYS_MS.length)
      return { login, tries, fetches: fetched };
  }
};
