import { isApi } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, headerOf, issuedTokensOf } from '../traffic/index.ts';

/** An access token as the whole `Authorization` header. `SHOULD`: some gateways in front of APIs document that. */
export default defineRule({
  id: 'token-without-scheme',
  title: 'The Authorization header begins with its scheme',
  level: 'SHOULD',
  basis: [spec('RFC6750-2.1'), spec('RFC9110-11.4')],
  fix: 'Send `Authorization: Bearer TOKEN`.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return findingAbout(
      exchanges.filter(
        (each) =>
          (isApi(each.endpoint) || each.endpoint === 'userinfo') &&
          issued.has((headerOf(each.request, 'authorization') ?? '').trim()),
      ),
      (found) => `A token was sent as the Authorization header without "Bearer": ${describeExchanges(found)}.`,
    );
  },
});
