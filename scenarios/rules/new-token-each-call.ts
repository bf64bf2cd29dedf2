import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import {
  clientOf,
  endOf,
  findingAbout,
  grantTypeOf,
  groupBy,
  headerOf,
  isAccepted,
  isDated,
  isDelivered,
  jsonOf,
  purposeOf,
  startOf,
} from '../traffic/index.ts';

const MANY = 4;
const YOUNG = 0.1;

const lifetimeMsOf = (exchange: Exchange): number => Number(jsonOf(exchange)?.expires_in ?? 0) * 1000;

/** One client that asks for one kind of token. */
const kindOf = (each: Exchange): string =>
  [each.persona, clientOf(each) ?? headerOf(each.request, 'authorization'), purposeOf(each)].join(' ');

/** A client without people that asks for a token for each of its calls. Several instances each have a token of their own. */
export default defineRule({
  id: 'new-token-each-call',
  title: 'A client keeps its own token',
  level: 'SHOULD',
  basis: [lab('Vendors limit and bill the tokens that a client gets for itself.')],
  fix: 'Keep the token of the client with its `expires_in`, share it among all calls, and ask for the next one shortly before it expires.',
  look: (exchanges) => {
    const issued = exchanges.filter((each) => grantTypeOf(each) === 'client_credentials' && isAccepted(each) && isDated(each));
    return [...groupBy(issued, kindOf).values()]
      .map((same) =>
        same.filter((each, place) => {
          const before = same[place - 1];
          return before && isDelivered(before) && startOf(each) - endOf(before) < lifetimeMsOf(before) * YOUNG;
        }),
      )
      .filter(({ length }) => length >= MANY)
      .flatMap((same) =>
        findingAbout(same, `${same.length} tokens were asked for while the one before had nine tenths of its time before it.`),
      );
  },
});
