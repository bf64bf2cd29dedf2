import type { World } from '../../provider/model/index.ts';

/** How a person's access token ends while the app considers it valid. */
export type TokenEnding = 'after-an-hour' | 'next-day' | 'ended';

/** Ends a person's access token: by ageing the world, or early. */
export const endAccessToken = async (world: World, person: string, how: TokenEnding): Promise<void> => {
  if (how === 'ended') await world.tokens.expire({ person, kinds: ['access-token'] });
  else await world.clock.age(how === 'next-day' ? '1d' : '61m');
};
