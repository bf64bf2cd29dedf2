import { defineRule, lab } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, scopesOf } from '../traffic/index.ts';

const repeatedIn = (scopes: readonly string[]): readonly string[] => [
  ...new Set(scopes.filter((scope, place) => scopes.indexOf(scope) !== place)),
];

/** A scope that is asked for twice, often since a library adds it as well. */
export default defineRule({
  id: 'scope-repeated',
  title: 'Every scope is asked for once',
  level: 'MAY',
  basis: [lab('Providers ignore the second one, but a grant that is compared with the request then seems to lack a scope.')],
  fix: 'Leave out the scopes that the library adds by itself.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((each) => repeatedIn(scopesOf(each)).length > 0),
      (found) => `The scope has ${found[0] && repeatedIn(scopesOf(found[0])).join(', ')} more than once.`,
    ),
});
