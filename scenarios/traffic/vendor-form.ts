/** Forms of requests that a vendor may document as its own, though no specification has them. */
import { type Exchange, OWN_API_PERSONA } from '../../provider/model/index.ts';
import type { Found, Level } from '../model/index.ts';
import { findingAbout } from './findings.ts';
import { issuedTokensOf } from './logins.ts';
import { accessTokenOf, answerOf, memberOf } from './read.ts';

const UNKNOWN = 'unknown';

/** True at a vendor that neither a persona nor a discovery document of the recording describes. */
export const isOfUnknownVendor = ({ persona }: Exchange): boolean => persona === UNKNOWN;

/** Errors about how a request was made. Others, as about a code that expired, say nothing against its form. */
const ERRORS = new Set([
  ...['invalid_request', 'invalid_scope', 'invalid_client', 'unauthorized_client'],
  ...['unsupported_grant_type', 'unsupported_response_type'],
]);
const STATUSES = new Set([400, 405, 411, 415, 422]);

const isFormRefused = (exchange: Exchange): boolean => {
  const error = answerOf(exchange).get('error') ?? memberOf(exchange, 'error');
  return error ? ERRORS.has(error) : STATUSES.has(exchange.response?.status ?? 0);
};

/** Requests that an unknown vendor did not refuse for their form; also calls of an API with a token of such a vendor. */
const takenIn = (exchanges: readonly Exchange[]): ((exchange: Exchange) => boolean) => {
  const issued = issuedTokensOf(exchanges);
  return (exchange) => {
    const { persona } = exchange;
    const vendor = persona === OWN_API_PERSONA ? issued.get(accessTokenOf(exchange) ?? '')?.by.persona : persona;
    return vendor === UNKNOWN && !isFormRefused(exchange);
  };
};

/** Findings about the form of requests: milder where an unknown vendor took it, which may document it. */
export const findingsAboutForm = (
  exchanges: readonly Exchange[],
  found: readonly Exchange[],
  message: (found: readonly Exchange[]) => string,
  level: Level = 'SHOULD',
): readonly Found[] => {
  const isTaken = takenIn(exchanges);
  const say = (taken: readonly Exchange[]) => `${message(taken)} This provider did not refuse it: it may be its own form.`;
  return [
    ...findingAbout(
      found.filter((each) => !isTaken(each)),
      message,
    ),
    ...findingAbout(found.filter(isTaken), say, level),
  ];
};
