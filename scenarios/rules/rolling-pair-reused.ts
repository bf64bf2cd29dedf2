import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import { count, findingAbout, groupBy, headerOf, isAccepted, isAfter, isDelivered } from '../traffic/index.ts';

/** Header with the token of one request; the answer has the next one under the same name. */
const HEADER = 'x-request-token';

const replaces = (exchange: Exchange): boolean => {
  const next = headerOf(exchange.response, HEADER);
  return isAccepted(exchange) && isDelivered(exchange) && next !== undefined && next !== headerOf(exchange.request, HEADER);
};

/** A request token that is used after its successor has come. A lost answer, and parallel requests, are no breach. */
export default defineRule({
  id: 'rolling-pair-reused',
  title: 'A token for one request is used for one request',
  level: 'SHOULD',
  basis: [lab('An API that gives a new token with each answer refuses the old one, or ends the session as stolen.')],
  fix: 'Store the token of each answer before the next request, and send requests of one session one after the other.',
  look: (exchanges) =>
    [...groupBy(exchanges, ({ request }) => headerOf(request, HEADER)).values()].flatMap((same) => {
      const replaced = same.find(replaces);
      const late = replaced ? same.filter((each) => each !== replaced && isAfter(each, replaced)) : [];
      return findingAbout(late, `A request token was used after the API had replaced it, in ${count(late.length, 'request')}.`);
    }),
});
