import type { ClockState } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { conventionsOf } from './conventions.ts';

type Of = Pick<ScenarioContext, 'world' | 'persona'>;

/** How a person's access token ends while the app considers it valid. */
export type TokenEnding = 'after-an-hour' | 'next-day' | 'ended';

/** Ages the world until every access token with the vendor's usual lifetime has expired. */
export const outliveAccessTokens = ({ world, persona }: Of): Promise<ClockState> =>
  world.clock.age(conventionsOf({ persona }).accessTokenOver);

/** Removes the app at the vendor, as the person does. Access tokens that the vendor cannot end grow older until they are over. */
export const removeApp = async (context: Of, person: string): Promise<void> => {
  const { world, persona } = context;
  await world.grants.revoke({ person });
  const spared = await world.tokens.list({ person, persona, kind: 'access-token', state: 'live' });
  if (spared.length > 0) await outliveAccessTokens(context);
};

/** Ends a person's access token: by ageing the world, or early. One that a day does not end is ended then. */
export const endAccessToken = async (context: Of, person: string, how: TokenEnding): Promise<void> => {
  if (how === 'after-an-hour') return void (await outliveAccessTokens(context));
  if (how === 'next-day') await context.world.clock.age('1d');
  await context.world.tokens.expire({ person, kinds: ['access-token'] });
};
