import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import { count, findingAbout, grantTypeOf, groupBy, headerOf, isAccepted, isDated, startOf } from '../traffic/index.ts';

/** Fewer are restarts, or several processes. */
const MANY = 6;

/** Milliseconds for which the provider lets the document be kept; without a word as long as one likes. */
const lifeOf = ({ response }: Exchange): number =>
  Number(/max-age=(\d+)/.exec(headerOf(response, 'cache-control') ?? '')?.[1] ?? Number.POSITIVE_INFINITY) * 1000;

/** Fetches of a document that could still be kept from the fetch before, and the first one. */
const tooEarly = (fetched: readonly Exchange[]): readonly Exchange[] =>
  fetched.filter((each, place) => {
    const before = fetched[place - 1];
    return !before || startOf(each) < startOf(before) + lifeOf(before);
  });

/** The discovery document is fetched for each login, or more often. `MAY`: a function without memory has no other way. */
export default defineRule({
  id: 'discovery-repeated',
  title: 'The discovery document is kept',
  level: 'MAY',
  basis: [lab('The document changes a few times in a year. Each fetch is one more request on which a login depends.')],
  fix: 'Fetch the document at start-up, keep it for some hours or as long as its `Cache-Control` says, and share it among logins.',
  look: (exchanges) => {
    const fetched = exchanges.filter((each) => each.endpoint === 'discovery' && isAccepted(each) && isDated(each));
    const logins = (persona: string) =>
      exchanges.filter((each) => each.persona === persona && grantTypeOf(each) !== undefined).length;
    return [...groupBy(fetched, ({ persona }) => persona)]
      .map(([persona, same]) => [persona, tooEarly(same)] as const)
      .filter(([persona, same]) => same.length >= MANY && same.length >= logins(persona))
      .flatMap(([persona, same]) =>
        findingAbout(
          same,
          `The discovery document was fetched ${same.length} times, for ${count(logins(persona), 'token request')}.`,
        ),
      );
  },
});
