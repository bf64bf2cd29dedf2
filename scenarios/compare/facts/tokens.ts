import type { Exchange } from '../../../provider/model/index.ts';
import { claimsOf, grantTypeOf, isRenewal, jsonOf, memberOf, renewedTokenOf } from '../../traffic/index.ts';
import type { Fact, Seen, Told } from '../story.ts';
import { lifetimeWords, shortScope } from '../words.ts';
import { answerWords, ENDS, front, lastToken, ofLastToken, statusOf, tokenCalls, told } from './reading.ts';

/** What lets tokens outlive a logout. */
const OUTLIVES = /^logout\.tokens$/;

/** The answer of the token endpoint, and what ended or spared the token that was sent. */
const answered = (exchange: Exchange | undefined, { earlier, exchanges }: Seen): Told | undefined => {
  if (!exchange) return undefined;
  const stages = statusOf(exchange) === '200' ? OUTLIVES : ENDS;
  return { text: answerWords(exchange), from: [exchange], before: { from: [...earlier, ...exchanges], stages } };
};

export const TOKEN_STATUS: Fact = {
  id: 'token-status',
  title: 'Answer of the token endpoint',
  stages:
    /^(?:credential\.password-changed|token\.(?:error|refuse)|refresh\.(?:reuse|limit|unrotated)|(?:oauth|api)\.(?:refuse|failure))$/,
  read: (seen) => answered(lastToken(seen), seen),
};

export const REFRESH_TOKEN: Fact = {
  id: 'refresh-token',
  title: 'Refresh token in the answer',
  stages: /^refresh\.(?:issue|limit)$/,
  read: ofLastToken((exchange) =>
    statusOf(exchange) === '200' ? (memberOf(exchange, 'refresh_token') === undefined ? 'no' : 'yes') : undefined,
  ),
};

export const LIFETIME: Fact = {
  id: 'lifetime',
  title: 'The access token lives for (expires_in)',
  stages: /^(?:token\.(?:lifetime|reply)|credential\.life)$/,
  about: /expires-in|life|long-lived/,
  read: ofLastToken((exchange) => {
    if (statusOf(exchange) !== '200') return undefined;
    const seconds = jsonOf(exchange)?.expires_in;
    return typeof seconds === 'number' ? lifetimeWords(seconds) : 'not said';
  }),
};

export const SCOPE: Fact = {
  id: 'scope',
  title: 'Scopes in the answer, sorted',
  stages: /^(?:consent\.combine|token\.reply)$/,
  about: /scope|incremental/,
  read: (seen) => {
    const exchange = lastToken(seen);
    if (!exchange || statusOf(exchange) !== '200') return undefined;
    const scopes = memberOf(exchange, 'scope')?.split(' ').map(shortScope).toSorted().join(' ');
    return told(scopes ?? 'not said', ...front(seen), exchange);
  },
};

export const MEMBERS: Fact = {
  id: 'members',
  title: 'Members of the answer',
  stages: /^token\.(?:reply|answer)$/,
  about: /member-order|no-scope|no-id-token/,
  read: ofLastToken((exchange) => Object.keys(jsonOf(exchange) ?? {}).join(', ') || 'none'),
};

/** Behaviours that say which claims there are, with a profile and without. */
const CLAIMS = /id-token\/.*(?:custom-claims|profile|azp|at-hash|sid$)|no-id-token/;
const CLAIMS_WITHOUT_PROFILE = /id-token\/(?:.*without-profile|custom-claims|azp|at-hash|sid)$|no-id-token/;

export const ID_TOKEN: Fact = {
  id: 'id-token',
  title: 'Claims of the ID token, sorted',
  stages: /^(?:id-token|token\.reply)$/,
  read: (seen) => {
    const exchange = lastToken(seen);
    if (!exchange || statusOf(exchange) !== '200') return undefined;
    const token = memberOf(exchange, 'id_token');
    const claims = token === undefined ? ['no ID token'] : Object.keys(claimsOf(token)).toSorted();
    const about = claims.includes('name') ? CLAIMS : CLAIMS_WITHOUT_PROFILE;
    return { text: claims.join(', '), from: [exchange], about };
  },
};

/** What came back, compared with what was sent: a refresh token, or another token where that renews. */
const sameOrNew = (exchange: Exchange): string | undefined => {
  if (statusOf(exchange) !== '200') return undefined;
  const sent = renewedTokenOf(exchange);
  const token = memberOf(exchange, 'refresh_token');
  if (token !== undefined) return token === sent ? 'the same' : 'a new one';
  if (grantTypeOf(exchange) === 'refresh_token') return 'none: keep the old one';
  const access = memberOf(exchange, 'access_token') === sent ? 'the same' : 'a new';
  return `none; ${access} access token instead`;
};

export const RENEWAL_GRANT: Fact = {
  id: 'renewal-grant',
  title: 'Grant type that renews',
  stages: /^token\.grant$/,
  read: ofLastToken((exchange) => grantTypeOf(exchange)),
};

export const ROTATION: Fact = {
  id: 'rotation',
  title: 'Refresh token in the answer',
  absent: 'none: the renewal is refused',
  stages: /^refresh\.(?:rotate|issue|reuse)$/,
  read: ofLastToken(sameOrNew),
};

/** Several answers at once, in no order. */
export const ALL_STATUS: Fact = {
  id: 'all-status',
  title: 'Answers of the token endpoint',
  stages: TOKEN_STATUS.stages,
  read: (seen) => {
    const calls = tokenCalls(seen);
    const texts = calls.map((each) => TOKEN_STATUS.read({ ...seen, exchanges: [each] })?.text ?? '').toSorted();
    return calls.length === 0 ? undefined : told(texts.join(' | '), ...calls);
  },
};

/** The renewal of a step that signs the person in as well. */
export const RENEWAL_STATUS: Fact = {
  id: 'renewal-status',
  title: 'Answer to a renewal with the token from before',
  stages: TOKEN_STATUS.stages,
  read: (seen) => answered(seen.exchanges.find(isRenewal), seen),
};

export const ALL_ROTATION: Fact = {
  id: 'all-rotation',
  title: 'Refresh tokens in the answers',
  stages: ROTATION.stages,
  read: (seen) => {
    const calls = tokenCalls(seen).filter((each) => sameOrNew(each) !== undefined);
    return told(calls.map(sameOrNew).join(' | ') || undefined, ...calls);
  },
};

export const TOKEN_FACTS: readonly Fact[] = [TOKEN_STATUS, REFRESH_TOKEN, LIFETIME, SCOPE];
export const RENEWAL_FACTS: readonly Fact[] = [RENEWAL_GRANT, TOKEN_STATUS, ROTATION, LIFETIME];
