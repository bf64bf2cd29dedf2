import { type Exchange, isApi } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { accessTokenOf, findingAbout, groupBy, isAfter, isDelivered, isTokenRefused, mostWithin } from '../traffic/index.ts';

/** More than a person does who tries again. */
const MANY = 4;
const WITHIN_MS = 10_000;

const isCall = ({ endpoint }: Exchange): boolean => isApi(endpoint) || endpoint === 'userinfo';

/** Calls with a token that the API has refused before they began. */
const inVain = (calls: readonly Exchange[]): readonly Exchange[] => {
  const refusal = calls.find((each) => isDelivered(each) && isTokenRefused(each));
  return refusal ? calls.filter((each) => each !== refusal && isAfter(each, refusal) && isTokenRefused(each)) : [];
};

/** An access token that is sent again and again although the API refuses it. */
export default defineRule({
  id: 'refused-token-sent-again',
  title: 'A refused access token is not sent again',
  level: 'SHOULD',
  basis: [spec('RFC6750-3.1'), lab('A token that is invalid or expired stays so.')],
  fix: 'After a 401 drop the access token: refresh it once, or ask the person to sign in again.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isCall), accessTokenOf).values()]
      .map((calls) => mostWithin(inVain(calls), WITHIN_MS))
      .filter(({ length }) => length >= MANY)
      .flatMap((calls) =>
        findingAbout(calls, `A token that the API had refused was sent ${calls.length} more times within 10 seconds.`),
      ),
});
