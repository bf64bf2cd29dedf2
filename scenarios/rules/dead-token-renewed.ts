import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import {
  accessTokenOf,
  count,
  findingAbout,
  isAfter,
  isDelivered,
  isRenewal,
  isTokenRefused,
  readingConventionsOf,
  renewedTokenOf,
} from '../traffic/index.ts';

/** The first refusal of each access token. */
const refusedIn = (exchanges: readonly Exchange[]): ReadonlyMap<string, Exchange> => {
  const refused = new Map<string, Exchange>();
  for (const each of exchanges) {
    const token = isDelivered(each) && isTokenRefused(each) ? (accessTokenOf(each) ?? renewedTokenOf(each)) : undefined;
    if (token && !refused.has(token)) refused.set(token, each);
  }
  return refused;
};

/** Where tokens are exchanged for longer ones while they live: one that is already dead. */
export default defineRule({
  id: 'dead-token-renewed',
  title: 'A dead token is not exchanged for a longer one',
  level: 'SHOULD',
  basis: [lab('This provider extends tokens that are valid. One that was refused needs a new login.')],
  fix: 'Exchange the token right after the login; when it has been refused, send the person through the login again.',
  look: (exchanges) => {
    const refused = refusedIn(exchanges);
    return findingAbout(
      exchanges.filter((each) => {
        const by = isRenewal(each) && readingConventionsOf(each).renewsAt === 'login' && refused.get(renewedTokenOf(each) ?? '');
        return by && by !== each && isAfter(each, by);
      }),
      (found) => `A token that the provider had refused was sent in ${count(found.length, 'exchange')} for a longer one.`,
    );
  },
});
