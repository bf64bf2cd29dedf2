import { defineRule, lab, spec } from '../model/index.ts';
import { count, findingAbout, grantTypeOf, groupBy, isAccepted } from '../traffic/index.ts';

/** Fewer are restarts, or several processes. */
const MANY = 8;

/** The keys are fetched more often than tokens come. `MAY`: an API without memory has no other way. */
export default defineRule({
  id: 'jwks-repeated',
  title: 'The keys of a provider are kept',
  level: 'MAY',
  basis: [spec('OIDCC-10.1.1'), lab('Providers limit the rate, and a login waits for each fetch.')],
  fix: 'Keep the keys, fetch them anew when a token has an unknown `kid`, and not more often than every few minutes.',
  look: (exchanges) => {
    const fetched = exchanges.filter((each) => each.endpoint === 'jwks' && isAccepted(each));
    const tokens = (persona: string) =>
      exchanges.filter((each) => each.persona === persona && grantTypeOf(each) !== undefined).length;
    return [...groupBy(fetched, ({ persona }) => persona)]
      .filter(([persona, same]) => same.length >= MANY && same.length > 2 * tokens(persona))
      .flatMap(([persona, same]) =>
        findingAbout(same, `The keys were fetched ${same.length} times, for ${count(tokens(persona), 'token request')}.`),
      );
  },
});
