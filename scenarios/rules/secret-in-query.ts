import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingsAboutForm, isOpenByDesign, queryOf } from '../traffic/index.ts';

/** What belongs in the body of a token request. Tokens have a rule of their own. */
const SECRETS = ['client_secret', 'client_assertion', 'code_verifier', 'password', 'device_code'];

/** A secret in the address of a request that the app makes: servers and proxies log it. */
export default defineRule({
  id: 'secret-in-query',
  title: 'Secrets are not sent in the query of a URL',
  level: 'MUST',
  basis: [spec('RFC6749-2.3.1'), spec('RFC9700-4.3.2')],
  fix: 'Send the parameters of the token request in its body, form-encoded.',
  look: (exchanges) =>
    SECRETS.flatMap((name) =>
      findingsAboutForm(
        exchanges,
        exchanges.filter(
          (each) =>
            each.endpoint !== 'unknown' && !FRONT_CHANNEL.has(each.endpoint) && !isOpenByDesign(each) && queryOf(each).get(name),
        ),
        (found) => `${name} was sent in the query: ${describeExchanges(found)}.`,
      ),
    ),
});
