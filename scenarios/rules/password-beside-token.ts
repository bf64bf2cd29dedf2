import { type Exchange, isApi } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import { findingAbout, groupBy, isAccepted, isWrite, memberOf, passwordIn, schemeOf } from '../traffic/index.ts';

const MANY = 3;

/** True for an answer that gives a token for the password. */
const givesToken = (exchange: Exchange): boolean =>
  isAccepted(exchange) && ['token', 'access_token'].some((name) => memberOf(exchange, name) !== undefined);

/** A password that is sent with call after call, though a token was given for it. */
export default defineRule({
  id: 'password-beside-token',
  title: 'A password is exchanged once, then the token is used',
  level: 'SHOULD',
  basis: [lab('A password that is kept to be sent again can be stolen, and a token can be ended by itself.')],
  fix: 'Keep the token and forget the password; ask the person for it when the token is refused.',
  look: (exchanges) =>
    [...groupBy(exchanges, passwordIn).values()].flatMap((same) => {
      const from = same.findIndex(givesToken);
      const calls = from < 0 ? [] : same.slice(from + 1).filter((each) => isApi(each.endpoint) && !isWrite(each));
      const byPassword = calls.filter((each) => schemeOf(each) === 'basic' || schemeOf(each) === undefined);
      return findingAbout(
        byPassword.length >= MANY ? byPassword : [],
        `A password was sent with ${byPassword.length} calls after a token had been given for it.`,
      );
    }),
});
