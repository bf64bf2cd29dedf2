import { defineRule, rpInitiatedLogout, spec } from '../model/index.ts';
import { findingAbout, issuedTokensOf, paramsOf } from '../traffic/index.ts';

/** Something else than an ID token as the hint who is meant: an access token, an address, a subject. */
export default defineRule({
  id: 'hint-without-id-token',
  title: 'id_token_hint is an ID token',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.2.1'), rpInitiatedLogout('2')],
  fix: 'Keep the last `id_token` and send it as the hint; an address goes into `login_hint`.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return findingAbout(
      exchanges.filter((each) => {
        const hint = each.endpoint === 'authorize' || each.endpoint === 'logout' ? paramsOf(each).get('id_token_hint') : null;
        if (!hint) return false;
        const kinds = issued.get(hint)?.kinds;
        return kinds === undefined ? hint.split('.').length < 3 : !kinds.has('ID token');
      }),
      (found) => {
        const hint = found[0] && paramsOf(found[0]).get('id_token_hint');
        return `The id_token_hint of the ${found[0]?.endpoint} request is ${issued.get(hint ?? '')?.kind ?? 'no JWT'}.`;
      },
    );
  },
});
