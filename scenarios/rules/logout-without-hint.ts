import { defineRule, rpInitiatedLogout } from '../model/index.ts';
import { findingAbout, paramsOf } from '../traffic/index.ts';

/** A logout that wants to come back, and does not say whose it is. */
export default defineRule({
  id: 'logout-without-hint',
  title: 'A logout request names the login or the client',
  level: 'SHOULD',
  basis: [rpInitiatedLogout('2')],
  fix: 'Send the last ID token as `id_token_hint`, or the `client_id`.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => {
        const params = paramsOf(each);
        const isAnonymous = !params.get('id_token_hint') && !params.get('client_id');
        return each.endpoint === 'logout' && params.get('post_logout_redirect_uri') && isAnonymous;
      }),
      'A logout request has a post_logout_redirect_uri, and neither id_token_hint nor client_id: the provider asks the person, or does not lead back.',
    ),
});
