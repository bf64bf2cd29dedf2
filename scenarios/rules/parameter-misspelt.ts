import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import { authorizationRequestsOf, describeExchange, findingAbout, groupBy, paramsOf } from '../traffic/index.ts';

const KNOWN = [
  ...['client_id', 'client_secret', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt'],
  ...['code', 'code_challenge', 'code_challenge_method', 'code_verifier', 'grant_type', 'refresh_token', 'access_token'],
  ...['access_type', 'max_age', 'login_hint', 'id_token_hint', 'acr_values', 'client_assertion', 'client_assertion_type'],
];

const plain = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();

/** What people write instead, without case and separators. */
const RIGHT: ReadonlyMap<string, string> = new Map([
  ...KNOWN.map((name) => [plain(name), name] as const),
  ...(['redirecturl', 'redirecturi', 'callbackurl', 'callbackuri'] as const).map((name) => [name, 'redirect_uri'] as const),
  ['scopes', 'scope'],
  ['responsetypes', 'response_type'],
  ['granttypes', 'grant_type'],
  ['codechallange', 'code_challenge'],
  ['codeverifer', 'code_verifier'],
]);

/** The name that was meant, unless that is sent as well: then the other one is the vendor's. */
const meantBy = (name: string, sent: URLSearchParams): string | undefined => {
  const right = RIGHT.get(plain(name));
  return right === undefined || right === name || sent.has(right) ? undefined : right;
};

const misspeltIn = (exchange: Exchange): string | undefined => {
  const sent = paramsOf(exchange);
  const wrong = [...new Set(sent.keys())].find((name) => meantBy(name, sent) !== undefined);
  return wrong === undefined ? undefined : `"${wrong}" instead of ${meantBy(wrong, sent)}`;
};

/** A parameter of OAuth under a name that no provider reads: it is ignored without a word. */
export default defineRule({
  id: 'parameter-misspelt',
  title: 'Parameters have the names of the specification',
  level: 'SHOULD',
  basis: [lab('Providers ignore parameters that they do not know (RFC 6749 3.1), so a misspelt one has no effect and no error.')],
  fix: 'Write the parameter as the specification does, with underscores.',
  look: (exchanges) => {
    const asked = [...authorizationRequestsOf(exchanges), ...exchanges.filter(({ endpoint }) => endpoint === 'token')];
    const nameless = exchanges.filter((each) => each.endpoint === 'authorize' && !paramsOf(each).has('client_id'));
    return [...groupBy([...asked, ...nameless], misspeltIn)].flatMap(([what, same]) =>
      findingAbout(same, ([first]) => `${first ? describeExchange(first) : ''} was sent ${what}.`),
    );
  },
});
