import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, paramsOf, responseTypesOf, scopesOf } from '../traffic/index.ts';

/** A request for what only an ID token brings, without the scope that brings one. A request without any scope may have it by default. */
export default defineRule({
  id: 'openid-missing',
  title: 'A request that needs an ID token has the scope openid',
  level: 'SHOULD',
  basis: [spec('OIDCC-3.1.2.1')],
  fix: 'Add `openid` to the scope, or leave out the nonce: without an ID token it protects nothing.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((each) => {
        const scopes = scopesOf(each);
        const needsIdToken = paramsOf(each).get('nonce') || responseTypesOf(each).includes('id_token');
        return needsIdToken && scopes.length > 0 && !scopes.includes('openid');
      }),
      (found) =>
        `A nonce or response_type=id_token was sent with scope "${found[0] && paramsOf(found[0]).get('scope')}": no ID token comes.`,
    ),
});
