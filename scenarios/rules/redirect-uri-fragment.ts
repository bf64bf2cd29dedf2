import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, bareAddress, findingAbout, paramsOf } from '../traffic/index.ts';

/** A redirect URI with a fragment, to which no answer can be added. */
export default defineRule({
  id: 'redirect-uri-fragment',
  title: 'A redirect URI has no fragment',
  level: 'MUST',
  basis: [spec('RFC6749-3.1.2')],
  fix: 'Use an address without `#`, and keep where the person was going in the session or in the state.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((each) => paramsOf(each).get('redirect_uri')?.includes('#')),
      (found) =>
        `The redirect_uri is ${bareAddress((found[0] && paramsOf(found[0]).get('redirect_uri')) ?? '')}, with a fragment.`,
    ),
});
