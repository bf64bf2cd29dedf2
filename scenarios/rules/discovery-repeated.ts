import { defineRule, lab } from '../model/index.ts';
import { count, findingAbout, grantTypeOf, groupBy, isAccepted } from '../traffic/index.ts';

/** Fewer are restarts, or several processes. */
const MANY = 6;

/** The discovery document is fetched for each login, or more often. `MAY`: a function without memory has no other way. */
export default defineRule({
  id: 'discovery-repeated',
  title: 'The discovery document is kept',
  level: 'MAY',
  basis: [lab('The document changes a few times in a year. Each fetch is one more request on which a login depends.')],
  fix: 'Fetch the document at start-up, keep it for some hours or as long as its `Cache-Control` says, and share it among logins.',
  look: (exchanges) => {
    const fetched = exchanges.filter((each) => each.endpoint === 'discovery' && isAccepted(each));
    const logins = (persona: string) =>
      exchanges.filter((each) => each.persona === persona && grantTypeOf(each) !== undefined).length;
    return [...groupBy(fetched, ({ persona }) => persona)]
      .filter(([persona, same]) => same.length >= MANY && same.length >= logins(persona))
      .flatMap(([persona, same]) =>
        findingAbout(
          same,
          `The discovery document was fetched ${same.length} times, for ${count(logins(persona), 'token request')}.`,
        ),
      );
  },
});
