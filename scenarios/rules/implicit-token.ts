import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingAbout, paramsOf, readingConventionsOf, responseTypesOf } from '../traffic/index.ts';

/**
 * An access token that comes in an address. `MAY`: some vendors document nothing else for scripts. A web view that reads the
 * address of the vendor's own last page is not concerned: nobody else sees that address.
 */
export default defineRule({
  id: 'implicit-token',
  title: 'Access tokens do not come through the address of the browser',
  level: 'MAY',
  basis: [spec('RFC9700-2.1.2')],
  fix: 'Ask for a code (`response_type=code`) with PKCE, also in a script without a server.',
  look: (exchanges) =>
    findingAbout(
      authorizationRequestsOf(exchanges).filter((each) => {
        const { windowPage } = readingConventionsOf(each);
        const inWindow = windowPage !== undefined && paramsOf(each).get('redirect_uri')?.endsWith(windowPage);
        return responseTypesOf(each).includes('token') && !inWindow;
      }),
      (found) =>
        `response_type=${found[0] && responseTypesOf(found[0]).join(' ')} brings the access token in the address of the callback, where scripts, histories and redirects can leak it.`,
    ),
});
