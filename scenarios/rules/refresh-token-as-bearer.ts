import { defineRule, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingAbout, issuedTokensOf } from '../traffic/index.ts';

/** A refresh token that is sent to an API. */
export default defineRule({
  id: 'refresh-token-as-bearer',
  title: 'Refresh tokens are sent to the token endpoint only',
  level: 'MUST',
  basis: [spec('RFC6749-1.5'), spec('RFC6749-10.4')],
  fix: 'Send the `access_token` of the token answer to the API.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return findingAbout(
      exchanges.filter((each) => issued.get(accessTokenOf(each) ?? '')?.kind === 'refresh token'),
      (found) => `A refresh token was sent as the access token: ${describeExchanges(found)}.`,
    );
  },
});
