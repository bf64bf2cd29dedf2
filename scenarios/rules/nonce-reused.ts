import { defineRule, spec } from '../model/index.ts';
import { findingAbout, groupBy, isAccepted, isGranted, loginsOf, paramsOf, type RequestedLogin } from '../traffic/index.ts';

/** A login whose code brought no token has used no nonce. */
const isEnded = ({ redemptions }: RequestedLogin): boolean => redemptions.length === 0 || redemptions.some(isAccepted);

/** One nonce in several logins that were granted. A request that was refused, or loaded again, may be asked anew. */
export default defineRule({
  id: 'nonce-reused',
  title: 'Every login has a new nonce',
  level: 'MUST',
  basis: [spec('RFC9700-2.1.1'), spec('OIDCC-15.5.2')],
  fix: 'Make a new random `nonce` for every authorization request, and keep it in the session of the browser until its ID token comes.',
  look: (exchanges) => {
    const requests = loginsOf(exchanges)
      .filter((login) => isGranted(login) && isEnded(login))
      .map(({ request }) => request);
    return [...groupBy(requests, (request) => paramsOf(request).get('nonce')).values()]
      .filter((same) => new Set(same.map(({ request }) => request.vendorUrl)).size > 1)
      .flatMap((same) =>
        findingAbout(same, `${same.length} logins have the same nonce: an ID token of one of them is accepted in the others.`),
      );
  },
});
