import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import {
  clientOf,
  findingAbout,
  groupBy,
  headerOf,
  isAccepted,
  isGranted,
  loginsOf,
  mostWithin,
  responseTypesOf,
} from '../traffic/index.ts';

/** More logins than a person makes in that time. */
const LOOP = 8;
const WITHIN_MS = 30_000;

const browserOf = (exchange: Exchange): string =>
  `${clientOf(exchange)} ${exchange.person ?? ''} ${headerOf(exchange.request, 'cookie') ?? ''}`;

/** A login whose token comes through the browser is redeemed nowhere. */
const isByCode = (request: Exchange): boolean => responseTypesOf(request).every((type) => type === 'code');

/** A browser that goes to and fro: the provider grants the login, and the app begins the next one. */
export default defineRule({
  id: 'login-loop',
  title: 'A login that was granted is not begun again',
  level: 'SHOULD',
  basis: [
    lab('Where a callback fails and the app starts anew, a person who is signed in at the provider never leaves the loop.'),
  ],
  fix: 'Show an error page with a button when a callback fails, and count the logins that began without a person.',
  look: (exchanges) => {
    const inVain = loginsOf(exchanges)
      .filter((login) => isByCode(login.request) && isGranted(login) && !login.redemptions.some(isAccepted))
      .map(({ request }) => request);
    return [...groupBy(inVain, browserOf).values()]
      .map((same) => mostWithin(same, WITHIN_MS))
      .filter(({ length }) => length >= LOOP)
      .flatMap((same) =>
        findingAbout(
          same,
          `${same.length} logins of one browser were granted within 30 seconds, and no token is seen that was issued for them.`,
        ),
      );
  },
});
