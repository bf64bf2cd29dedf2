import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, bareAddress, findingAbout, isPlainAndPublic, paramsOf } from '../traffic/index.ts';

/** A code or a token that crosses the open internet in the clear. */
export default defineRule({
  id: 'redirect-uri-http',
  title: 'A public redirect URI is an https address',
  level: 'MUST',
  basis: [spec('RFC9700-2.6'), spec('RFC6749-3.1.2.1')],
  fix: 'Register and send an https redirect URI. Behind a proxy that ends TLS, build it from the public address of the app.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((each) => isPlainAndPublic(paramsOf(each).get('redirect_uri') ?? '')),
      (found) => {
        const uris = new Set(found.map((each) => bareAddress(paramsOf(each).get('redirect_uri') ?? '')));
        return `The answer is asked for at ${[...uris].join(', ')}: anyone on the way can read the code.`;
      },
    ),
});
