import { defineRule, spec } from '../model/index.ts';
import { findingAbout, groupBy, isAccepted, paramsOf } from '../traffic/index.ts';

/** One signed client assertion for several token requests. `MAY`: a provider may allow it until the assertion expires. A request that was not answered may be sent again. */
export default defineRule({
  id: 'assertion-reused',
  title: 'Every token request has a new client assertion',
  level: 'MAY',
  basis: [spec('OIDCC-9'), spec('RFC7523-3')],
  fix: 'Sign a new assertion for each request, with a new `jti` and an `exp` some minutes ahead.',
  look: (exchanges) => {
    const accepted = exchanges.filter((each) => each.endpoint === 'token' && isAccepted(each));
    return [...groupBy(accepted, (each) => paramsOf(each).get('client_assertion')).values()]
      .filter(({ length }) => length > 1)
      .flatMap((same) => findingAbout(same, `${same.length} token requests were made with one client_assertion.`));
  },
});
