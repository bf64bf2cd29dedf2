import { defineRule, spec } from '../model/index.ts';
import { basicSecretOf, describeExchanges, findingAbout, headerOf, paramsOf } from '../traffic/index.ts';

/** A client secret that a page sends. Only browsers send `Sec-Fetch-Site`, and no script can set it. */
export default defineRule({
  id: 'secret-from-browser',
  title: 'A page has no client secret',
  level: 'MUST',
  basis: [spec('RFC6749-2.1'), spec('RFC6749-10.1')],
  fix: 'Register the page as a public client and use PKCE, or redeem the code on a server. Replace the secret: everybody could read it.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter(
        (each) =>
          each.endpoint === 'token' &&
          headerOf(each.request, 'sec-fetch-site') !== undefined &&
          headerOf(each.request, 'origin') !== undefined &&
          (paramsOf(each).get('client_secret') || basicSecretOf(each)),
      ),
      (found) =>
        `A page of ${found[0] && headerOf(found[0].request, 'origin')} sent a client secret: ${describeExchanges(found)}.`,
    ),
});
