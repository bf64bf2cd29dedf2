import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import {
  endOf,
  findingAbout,
  groupBy,
  isAccepted,
  isDated,
  isDelivered,
  isRenewal,
  jsonOf,
  purposeOf,
  startOf,
} from '../traffic/index.ts';

const MANY = 4;
/** Of the lifetime: later than that a client may be early on purpose. */
const YOUNG = 0.1;

const lifetimeMsOf = (exchange: Exchange): number => Number(jsonOf(exchange)?.expires_in ?? 0) * 1000;

/** A refresh of a token that had nearly all of its time before it. */
const isNeedless = (refresh: Exchange, before: Exchange | undefined): boolean =>
  before !== undefined && isDelivered(before) && startOf(refresh) - endOf(before) < lifetimeMsOf(before) * YOUNG;

/** A refresh for each use, though the token lives on. */
export default defineRule({
  id: 'refresh-needless',
  title: 'An access token is used until it expires',
  level: 'MAY',
  basis: [lab('Providers limit the rate of refreshes and the number of tokens that are alive.')],
  fix: 'Keep the access token with its `expires_in`, and refresh it shortly before it expires or after a 401.',
  look: (exchanges) =>
    [
      ...groupBy(
        exchanges.filter((each) => each.endpoint === 'token' && isAccepted(each) && isDated(each)),
        (each) => each.flow && `${each.flow} ${purposeOf(each)}`,
      ).values(),
    ]
      .map((answers) => answers.filter((each, place) => isRenewal(each) && isNeedless(each, answers[place - 1])))
      .filter(({ length }) => length >= MANY)
      .flatMap((same) =>
        findingAbout(
          same,
          `${same.length} refreshes replaced an access token that had more than nine tenths of its time before it.`,
        ),
      ),
});
