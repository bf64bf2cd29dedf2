import { defineRule, spec } from '../model/index.ts';
import { findingAbout, isAccepted, loginsOf, memberOf, paramsOf, scopesOf } from '../traffic/index.ts';

/** A nonce without the scope that brings an ID token, where none came. Some vendors send one without being asked; some recordings have no answers. */
export default defineRule({
  id: 'openid-missing',
  title: 'A request with a nonce has the scope openid',
  level: 'SHOULD',
  basis: [spec('OIDCC-3.1.2.1')],
  fix: 'Add `openid` to the scope, or leave out the nonce: without an ID token it protects nothing.',
  look: (exchanges) =>
    findingAbout(
      loginsOf(exchanges)
        .filter(({ request, redemptions }) => {
          const answers = redemptions.filter((each) => isAccepted(each) && memberOf(each, 'access_token'));
          const noneCame = answers.length > 0 && !answers.some((each) => memberOf(each, 'id_token'));
          return paramsOf(request).get('nonce') && !scopesOf(request).includes('openid') && noneCame;
        })
        .map(({ request }) => request),
      ([first]) =>
        `A nonce was sent with scope "${first && paramsOf(first).get('scope')}", and no ID token came that it could be compared with.`,
    ),
});
