import { defineRule, spec } from '../model/index.ts';
import { count, findingsAboutForm, grantTypeOf, readingConventionsOf } from '../traffic/index.ts';

/** The password of a person at a provider whose own page asks for it. An API with accounts of its own has no such page. */
export default defineRule({
  id: 'password-grant',
  title: 'Apps do not see the password of a provider',
  level: 'MUST',
  basis: [spec('RFC9700-2.4')],
  fix: 'Send the person to the authorization endpoint and use the code flow.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter(
        (each) =>
          /(?:^|\/)password(?:$|-realm$)/.test(grantTypeOf(each) ?? '') && readingConventionsOf(each).passwordLogin === undefined,
      ),
      (found) => `The app sent the password of a person to the token endpoint, in ${count(found.length, 'request')}.`,
    ),
});
