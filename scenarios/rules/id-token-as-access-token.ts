import { isApi, OWN_API } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { accessTokenOf, describeExchanges, findingsAboutForm, type IssuedToken, issuedTokensOf } from '../traffic/index.ts';

/** An ID token at an API of the provider. An API of one’s own may take it: some platforms document that. */
export default defineRule({
  id: 'id-token-as-access-token',
  title: 'An ID token is not sent as an access token',
  level: 'MUST',
  basis: [spec('OIDCC-2'), lab('An ID token tells the client who signed in; it says nothing about what the client may do.')],
  fix: 'Send the `access_token` of the token answer.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    const isIdToken = (token: IssuedToken | undefined) => token?.kinds.has('ID token') && !token.kinds.has('access token');
    return findingsAboutForm(
      exchanges,
      exchanges.filter(
        (each) =>
          ((isApi(each.endpoint) && each.endpoint !== OWN_API) || each.endpoint === 'userinfo') &&
          isIdToken(issued.get(accessTokenOf(each) ?? '')),
      ),
      (found) => `An ID token was sent as the access token: ${describeExchanges(found)}.`,
    );
  },
});
