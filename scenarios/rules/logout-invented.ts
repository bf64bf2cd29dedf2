import { defineRule, lab, rpInitiatedLogout } from '../model/index.ts';
import { describeExchanges, findingAbout, paramsOf } from '../traffic/index.ts';

const LOOKS_LIKE_LOGOUT = /\/(?:logout|log-out|signout|sign-out|end-?_?session|endsession)\/?(?:[?#]|$)/i;
const PARAMETERS = ['id_token_hint', 'post_logout_redirect_uri', 'logout_hint', 'client_id'];

/** A logout at an address that the provider does not have. */
export default defineRule({
  id: 'logout-invented',
  title: 'A person is sent to a logout address that exists',
  level: 'SHOULD',
  basis: [rpInitiatedLogout('2.1'), lab('A provider without `end_session_endpoint` in its document has no such address.')],
  fix: 'Take `end_session_endpoint` from the discovery document. Where it has none, end the session of the app and say so.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter(
        (each) =>
          each.endpoint === 'unknown' &&
          each.persona !== 'unknown' &&
          (each.response?.status ?? 0) >= 400 &&
          LOOKS_LIKE_LOGOUT.test(each.request.vendorUrl) &&
          PARAMETERS.some((name) => paramsOf(each).has(name)),
      ),
      (found) => `The provider has no logout at this address: ${describeExchanges(found)}.`,
    ),
});
