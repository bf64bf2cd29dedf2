import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import {
  accessTokenOf,
  describeExchanges,
  findingAbout,
  isAccepted,
  isAfter,
  isDelivered,
  paramsOf,
  renewedTokenOf,
} from '../traffic/index.ts';

/** Tokens whose revocation the provider confirmed, by value. */
const revokedIn = (exchanges: readonly Exchange[]): ReadonlyMap<string, Exchange> =>
  new Map(
    exchanges.flatMap((each) => {
      const token = each.endpoint === 'revoke' && isAccepted(each) && isDelivered(each) ? paramsOf(each).get('token') : null;
      return token ? [[token, each] as const] : [];
    }),
  );

/** A token that the client has revoked itself, and uses all the same. */
export default defineRule({
  id: 'revoked-token-used',
  title: 'A token that was revoked is forgotten',
  level: 'SHOULD',
  basis: [spec('RFC7009-2.2'), lab('Who revokes a token at sign-out and goes on with it has not signed out.')],
  fix: 'Delete tokens from every store and cache before, or as soon as, they are revoked.',
  look: (exchanges) => {
    const revoked = revokedIn(exchanges);
    return findingAbout(
      exchanges.filter((each) => {
        if (each.endpoint === 'revoke') return false;
        const by = revoked.get(accessTokenOf(each) ?? '') ?? revoked.get(renewedTokenOf(each) ?? '');
        return by !== undefined && isAfter(each, by);
      }),
      (found) => `A token was used after its revocation: ${describeExchanges(found)}.`,
    );
  },
});
