import { defineRule, lab } from '../model/index.ts';
import { accessTokenOf, findingAbout, groupBy, isAccepted, mostWithin } from '../traffic/index.ts';

const MANY = 5;
const WITHIN_MS = 60_000;

/** The person is looked up for each request, instead of once at the login. */
export default defineRule({
  id: 'userinfo-repeated',
  title: 'Who signed in is asked once',
  level: 'MAY',
  basis: [lab('Userinfo is an answer about a login, no session: it is slow, limited in rate, and gone when the token expires.')],
  fix: 'Keep who signed in in a session of the app, and ask again when the token is refreshed.',
  look: (exchanges) =>
    [
      ...groupBy(
        exchanges.filter((each) => each.endpoint === 'userinfo' && isAccepted(each)),
        accessTokenOf,
      ).values(),
    ]
      .map((same) => mostWithin(same, WITHIN_MS))
      .filter(({ length }) => length >= MANY)
      .flatMap((same) => findingAbout(same, `Userinfo was asked ${same.length} times within a minute with one access token.`)),
});
