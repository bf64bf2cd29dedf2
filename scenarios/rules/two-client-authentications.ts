import { defineRule, spec } from '../model/index.ts';
import { basicSecretOf, describeExchanges, findingsAboutForm, formOf } from '../traffic/index.ts';

/** A client that proves itself in two ways in one request. Its id beside HTTP Basic is no proof. */
export default defineRule({
  id: 'two-client-authentications',
  title: 'A client authenticates in one way',
  level: 'MUST',
  basis: [spec('RFC6749-2.3')],
  fix: 'Send the secret in HTTP Basic or in the body, as the client is registered, and not in both.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter((each) => {
        const form = formOf(each);
        const ways = [basicSecretOf(each), form.get('client_secret'), form.get('client_assertion')].filter(Boolean);
        return (each.endpoint === 'token' || each.endpoint === 'revoke') && ways.length > 1;
      }),
      (found) => `The client authenticated in two ways at once: ${describeExchanges(found)}.`,
    ),
});
