import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { clientOf, findingAbout, groupBy, headerOf, loginsOf, mostWithin, paramsOf } from '../traffic/index.ts';

/** More than a client with a second provider and two tabs asks at once. */
const LOOP = 4;
const WITHIN_MS = 10_000;

/** The browser, as far as a request shows it. */
const browserOf = (exchange: Exchange): string => `${clientOf(exchange)} ${headerOf(exchange.request, 'cookie') ?? ''}`;

/** Silent logins that fail, one after the other. */
export default defineRule({
  id: 'silent-login-loop',
  title: 'A failed silent login is not tried again by itself',
  level: 'SHOULD',
  basis: [spec('OIDCC-3.1.2.6'), lab('login_required stays the answer until the person has signed in.')],
  fix: 'After an error of `prompt=none` send the person through the visible login, or show that nobody is signed in.',
  look: (exchanges) => {
    const failed = loginsOf(exchanges)
      .filter(({ request, answer }) => paramsOf(request).get('prompt') === 'none' && answer?.get('error'))
      .map(({ request }) => request);
    return [...groupBy(failed, browserOf).values()]
      .map((same) => mostWithin(same, WITHIN_MS))
      .filter(({ length }) => length >= LOOP)
      .flatMap((same) => findingAbout(same, `${same.length} silent logins in a row failed within 10 seconds.`));
  },
});
