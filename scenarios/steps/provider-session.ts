import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { conventionsOf, describeGuessable, estimateEntropyBits, LEAST_BITS, paramsOf } from '../traffic/index.ts';

/** True when a person saw a page of the provider during a visit, and answered it. */
export const sawPage = ({ hops }: Visit): boolean => hops.some(({ to, method }) => to === 'persona' && method === 'POST');

/** Where a browser ends its session at the provider: beside the authorization endpoint that it was sent to before. */
const signOutAddress = ({ hops }: Visit, { world, persona }: Pick<ScenarioContext, 'world' | 'persona'>): URL | undefined => {
  const { signOutPath } = conventionsOf({ persona });
  if (signOutPath === undefined) return undefined;
  const asked = hops.find(({ to, url }) => to === 'persona' && url.searchParams.has('client_id'))?.url;
  const base = asked?.protocol.startsWith('http') ? new URL('.', asked).href : `${world[persona].address}/`;
  return new URL(`.${signOutPath}`, base);
};

/** The person ends the session at the provider, in the browser of an earlier login, on a page of the provider or in another app. */
export const endAtProvider = async (
  who: Visitor,
  login: Visit,
  context: Pick<ScenarioContext, 'world' | 'persona' | 'settled'>,
): Promise<void> => {
  const address = signOutAddress(login, context);
  if (address) await who.opens(address);
  await context.settled();
};

/** What the provider told the app of sessions that ended, and its answers. */
export const noticesIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'backchannel-logout');

/** The address that a sign-out at the provider leads back to. */
export const returnAddressOf = (logout: Exchange | undefined): string | undefined => {
  const params = logout && paramsOf(logout);
  return params?.get('post_logout_redirect_uri') ?? params?.get('returnTo') ?? undefined;
};

/** Why the `state` of some sign-outs can be guessed; undefined if it cannot, or if there is none. */
export const guessableState = (logouts: readonly Exchange[]): string | undefined => {
  const states = logouts.flatMap((logout) => paramsOf(logout).get('state') || []);
  return states.length < 2 || estimateEntropyBits(states) >= LEAST_BITS ? undefined : describeGuessable(states);
};
