import { defineRule, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingsAboutForm, issuedTokensOf, memberOf } from '../traffic/index.ts';

/** A refresh token that is sent to an API. One that answers with new tokens is the place where they are renewed. */
export default defineRule({
  id: 'refresh-token-as-bearer',
  title: 'Refresh tokens are sent to the token endpoint only',
  level: 'MUST',
  basis: [spec('RFC6749-1.5'), spec('RFC6749-10.4')],
  fix: 'Send the `access_token` of the token answer to the API.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return findingsAboutForm(
      exchanges,
      exchanges.filter((each) => {
        const kinds = issued.get(accessTokenOf(each) ?? '')?.kinds;
        return kinds?.has('refresh token') && !kinds.has('access token') && !memberOf(each, 'access_token');
      }),
      (found) => `A refresh token was sent as the access token: ${describeExchanges(found)}.`,
    );
  },
});
