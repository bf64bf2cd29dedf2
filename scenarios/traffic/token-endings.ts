import type { World } from '../../provider/model/index.ts';

/** How a person's access token ends while the app thinks that it is good. */
export type TokenEnding = 'after-an-hour' | 'next-day' | 'ended';

/** Ends a person's access token: by time going by at the provider, or before its time. */
export const endAccessToken = async (world: World, person: string, how: TokenEnding): Promise<void> => {
  if (how === 'ended') await world.tokens.expire({ person, kinds: ['access-token'] });
  else await world.clock.age(how === 'next-day' ? '1d' : '61m');
};
