import { defineRule, lab } from '../model/index.ts';
import { clientOf, findingAbout, groupBy, isGranted, loginsOf, memberOf, paramsOf, personsByFlow } from '../traffic/index.ts';

const MANY = 3;

/** Consent that is asked for at each login, of somebody whose refresh token the app has. */
export default defineRule({
  id: 'consent-each-time',
  title: 'Consent is asked for when something is missing',
  level: 'MAY',
  basis: [lab('prompt=consent brings a new refresh token each time. Vendors limit their number, and the oldest ones die.')],
  fix: 'Send `prompt=consent` only when the last login brought no refresh token and none is stored.',
  look: (exchanges) => {
    const persons = personsByFlow(exchanges);
    const needless = loginsOf(exchanges).filter(
      (login) =>
        isGranted(login) &&
        /\bconsent\b/.test(paramsOf(login.request).get('prompt') ?? '') &&
        login.redemptions.some((each) => memberOf(each, 'refresh_token')),
    );
    const requests = needless.map(({ request }) => request);
    const byPerson = groupBy(requests, (each) => {
      const person = each.person ?? persons.get(each.flow ?? '');
      return person && `${clientOf(each)} ${person}`;
    });
    return [...byPerson.values()]
      .filter(({ length }) => length >= MANY)
      .flatMap((same) =>
        findingAbout(same, `One person was asked for consent at ${same.length} logins, each with a new refresh token.`),
      );
  },
});
