import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { findingAbout, groupBy, isAfter, isRenewal, memberOf, renewedTokenOf } from '../traffic/index.ts';

const isFinal = (exchange: Exchange): boolean => memberOf(exchange, 'error') === 'invalid_grant';

/** More than one: what refused the first attempt may have been on its way to the store. */
const MANY = 2;

/** A refresh token that is tried again after the provider called it invalid. */
export default defineRule({
  id: 'refresh-after-invalid-grant',
  title: 'A refresh token is forgotten after invalid_grant',
  level: 'SHOULD',
  basis: [spec('RFC6749-5.2'), lab('An expired or revoked refresh token does not become valid again.')],
  fix: 'Treat `invalid_grant` as final: delete the refresh token, and ask the person to sign in again.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isRenewal), renewedTokenOf).values()].flatMap((same) => {
      const final = same.find(isFinal);
      const late = final ? same.filter((each) => each !== final && isAfter(each, final)) : [];
      return findingAbout(
        late.length >= MANY ? late : [],
        `A refresh token was sent ${late.length} more times after the provider had answered invalid_grant.`,
      );
    }),
});
