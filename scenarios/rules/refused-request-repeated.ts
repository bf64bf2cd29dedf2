import { type Exchange, isApi } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { findingAbout, groupBy, isAfter, isDelivered, mostWithin, paramsOf, requestTextOf } from '../traffic/index.ts';

/** More than a person does who tries again. */
const MANY = 5;
const WITHIN_MS = 5_000;

/** Timeout, too early, too many: these may be asked again. 401 has a rule of its own. */
const MAY_CHANGE = new Set([401, 408, 409, 421, 425, 429]);

const isRefused = ({ response }: Exchange): boolean => {
  const status = response?.status ?? 0;
  return status >= 400 && status < 500 && !MAY_CHANGE.has(status);
};

const isMachineCall = ({ endpoint }: Exchange): boolean => isApi(endpoint) || endpoint === 'token' || endpoint === 'userinfo';

/** Each begun when the one before had been refused. */
const inARow = (same: readonly Exchange[]): readonly Exchange[] =>
  same.filter((each, place) => {
    const before = same[place - 1];
    return before === undefined || (isAfter(each, before) && isDelivered(before));
  });

/** A wait for a person who confirms a login elsewhere. */
const isPoll = (exchange: Exchange): boolean => ['device_code', 'auth_req_id'].some((name) => paramsOf(exchange).has(name));

/** The same request over and over, though its answer says that it is wrong. Polls of a device wait for a person. */
export default defineRule({
  id: 'refused-request-repeated',
  title: 'A request that was refused is not repeated unchanged',
  level: 'SHOULD',
  basis: [spec('RFC9110-15.5'), lab('A 4xx says that the request is at fault: the same request gets the same answer.')],
  fix: 'Try again after timeouts, 429 and 5xx only, with a pause that grows; after another 4xx change the request or stop.',
  look: (exchanges) => {
    const refused = exchanges.filter((each) => isMachineCall(each) && isRefused(each) && !isPoll(each));
    return [...groupBy(refused, requestTextOf).values()]
      .map((same) => mostWithin(inARow(same), WITHIN_MS))
      .filter(({ length }) => length >= MANY)
      .flatMap((same) =>
        findingAbout(
          same,
          `One request was sent ${same.length} times within 5 seconds, each time answered with ${same[0]?.response?.status}.`,
        ),
      );
  },
});
