import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { findingAbout, groupBy, isAccepted, isOpenByDesign, issuedTokensOf, memberOf, paramsOf } from '../traffic/index.ts';

/** A vendor whose revocation takes a token in the address ends the whole grant with any token of it. */
const revocationsIn = (same: readonly Exchange[]): readonly Exchange[] =>
  same.filter((each) => each.endpoint === 'revoke' && isAccepted(each) && !isOpenByDesign(each));

/** A sign-out that revokes the access token and leaves the refresh token alive. */
export default defineRule({
  id: 'refresh-token-not-revoked',
  title: 'A sign-out revokes the refresh token',
  level: 'SHOULD',
  basis: [spec('RFC7009-2'), spec('RFC7009-2.1')],
  fix: 'Revoke the refresh token first: with it most providers end the access tokens of the grant as well.',
  look: (exchanges) => {
    const issued = issuedTokensOf(exchanges);
    return [...groupBy(exchanges, ({ flow }) => flow).values()].flatMap((same) => {
      const revocations = revocationsIn(same);
      const kinds = revocations.map((each) => issued.get(paramsOf(each).get('token') ?? '')?.kind);
      const hasRefreshToken = same.some((each) => each.endpoint === 'token' && memberOf(each, 'refresh_token'));
      const isLast = same.at(-1)?.endpoint === 'revoke';
      return hasRefreshToken && isLast && kinds.length > 0 && kinds.every((kind) => kind === 'access token')
        ? findingAbout(
            revocations,
            'The access token was revoked, and the refresh token that came with it was not: it gets new ones.',
          )
        : [];
    });
  },
});
