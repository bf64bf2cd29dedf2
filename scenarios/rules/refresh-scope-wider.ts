import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import {
  findingsAboutForm,
  groupBy,
  isAccepted,
  isRenewal,
  loginsOf,
  memberOf,
  readingConventionsOf,
  scopesOf,
} from '../traffic/index.ts';

/** Scopes about the person and the refresh token itself, which some answers leave out. */
const OF_PROTOCOL = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Some vendors answer with the long name of a scope. */
const has = (scopes: readonly string[], scope: string): boolean =>
  OF_PROTOCOL.has(scope) || scopes.some((each) => each === scope || each.endsWith(`/${scope}`));

/** Scopes that a refresh asks for beyond the granted ones, and does not get: some vendors give tokens for other APIs on request. */
const extraOf = (refresh: Exchange, granted: readonly string[]): readonly string[] => {
  const told = memberOf(refresh, 'scope');
  const asked = scopesOf(refresh);
  const got = isAccepted(refresh) ? (told === undefined ? asked : readingConventionsOf(refresh).scopesIn(told)) : [];
  return asked.filter((scope) => !has(granted, scope) && !has(got, scope));
};

/** The scopes that a flow was granted: as the token answer says, some by commas, or as they were asked for. */
const grantedIn = (same: readonly Exchange[]): readonly string[] | undefined => {
  const [login] = loginsOf(same);
  const answer = login?.redemptions.find(isAccepted);
  if (!login || !answer) return undefined;
  const told = memberOf(answer, 'scope');
  const scopes = told === undefined ? scopesOf(login.request) : readingConventionsOf(answer).scopesIn(told);
  return scopes.flatMap((scope) => scope.split(','));
};

/** A refresh that asks for more than the person granted. */
export default defineRule({
  id: 'refresh-scope-wider',
  title: 'A refresh asks for no more than was granted',
  level: 'MUST',
  basis: [spec('RFC6749-6')],
  fix: 'Leave `scope` out of the refresh, or send what the last token answer named. More needs a new authorization request.',
  look: (exchanges) =>
    [...groupBy(exchanges, ({ flow }) => flow).values()].flatMap((same) => {
      const granted = grantedIn(same);
      if (granted === undefined || granted.length === 0) return [];
      return findingsAboutForm(
        exchanges,
        same.filter((each) => isRenewal(each) && extraOf(each, granted).length > 0),
        ([first]) => `A refresh asks for ${first && extraOf(first, granted).join(', ')}, which was not granted.`,
      );
    }),
});
