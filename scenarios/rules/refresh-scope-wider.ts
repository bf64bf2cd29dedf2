import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import {
  findingAbout,
  groupBy,
  isAccepted,
  isRenewal,
  loginsOf,
  memberOf,
  readingConventionsOf,
  scopesOf,
} from '../traffic/index.ts';

/** The scopes that a flow was granted: as the token answer says, or as they were asked for. */
const grantedIn = (same: readonly Exchange[]): readonly string[] | undefined => {
  const [login] = loginsOf(same);
  const answer = login?.redemptions.find(isAccepted);
  if (!login || !answer) return undefined;
  const told = memberOf(answer, 'scope');
  return told === undefined ? scopesOf(login.request) : readingConventionsOf(answer).scopesIn(told);
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
      const extra = (each: Exchange) => scopesOf(each).filter((scope) => !granted.includes(scope));
      return findingAbout(
        same.filter((each) => isRenewal(each) && extra(each).length > 0),
        ([first]) => `A refresh asks for ${first && extra(first).join(', ')}, which was not granted.`,
      );
    }),
});
