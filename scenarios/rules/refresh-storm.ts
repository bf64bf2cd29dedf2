import { type Exchange, isApi } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { groupBy, idsOf, isAccepted, isDated, isRenewal, isRepeatWanted, purposeOf, renewedTokenOf } from '../traffic/index.ts';

/** Refreshes in a row that are too many even for a client that retries once. */
const STORM = 3;
const WITHIN_MS = 60_000;

const isUse = (exchange: Exchange): boolean =>
  isAccepted(exchange) && (isApi(exchange.endpoint) || exchange.endpoint === 'userinfo');

/** The uses of a token with the refreshes for one purpose. */
const byPurpose = (same: readonly Exchange[]): readonly (readonly Exchange[])[] =>
  [...new Set(same.filter(isRenewal).map(purposeOf))].map((purpose) =>
    same.filter((each) => !isRenewal(each) || purposeOf(each) === purpose),
  );

/** Longest series of refreshes within a minute, between which no token was used with success. */
const longestSeries = (exchanges: readonly Exchange[]): readonly Exchange[] => {
  const renewals: Exchange[] = [];
  let from = 0;
  let longest = { from, to: 0 };
  for (const exchange of exchanges) {
    if (isUse(exchange)) from = renewals.length;
    if (!isRenewal(exchange)) continue;
    renewals.push(exchange);
    while (exchange.startedAtEpochMs - (renewals[from] ?? exchange).startedAtEpochMs > WITHIN_MS) from += 1;
    if (renewals.length - from > longest.to - longest.from) longest = { from, to: renewals.length };
  }
  return renewals.slice(longest.from, longest.to);
};

/** Refreshes without a pause: parallel calls that each refresh, or a refused refresh tried again and again. */
export default defineRule({
  id: 'refresh-storm',
  title: 'A token is refreshed once, then used',
  level: 'SHOULD',
  basis: [
    spec('RFC9700-4.14.2'),
    lab('Providers limit the rate of refreshes, and a second refresh with a rotated token revokes the grant.'),
  ],
  fix: 'Let all calls that need a new token wait for the one refresh in progress, and treat `invalid_grant` as final.',
  look: (exchanges) => {
    const byToken = groupBy(
      exchanges.filter((each) => isDated(each) && (isUse(each) || (isRenewal(each) && !isRepeatWanted(each)))),
      (exchange) => exchange.flow ?? renewedTokenOf(exchange) ?? exchange.person,
    );
    return [...byToken.values()]
      .flatMap(byPurpose)
      .map(longestSeries)
      .filter((series) => series.length >= STORM)
      .map((series) => ({
        message: `${series.length} refreshes within a minute, without a successful call in between.`,
        exchanges: idsOf(series),
      }));
  },
});
