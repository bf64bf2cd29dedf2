import { type Exchange, isApi } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import {
  answerOf,
  claimsOf,
  grantTypeOf,
  isAccepted,
  isRenewal,
  jsonOf,
  locationOf,
  memberOf,
  renewedTokenOf,
} from '../traffic/index.ts';
import type { Fact, Seen, Told } from './story.ts';
import { challengeWords, lifetimeWords, refusalWords, shortScope } from './words.ts';

const front = ({ exchanges }: Seen): readonly Exchange[] => exchanges.filter(({ endpoint }) => FRONT_CHANNEL.has(endpoint));

/** Token requests of the step whose answer arrived. */
const tokenCalls = ({ exchanges }: Seen): readonly Exchange[] => exchanges.filter(({ endpoint }) => endpoint === 'token');

const lastToken = (seen: Seen): Exchange | undefined => tokenCalls(seen).at(-1);

const resourceCalls = ({ exchanges }: Seen): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => isApi(endpoint) || endpoint === 'userinfo');

const told = (text: string | undefined, ...from: readonly Exchange[]): Told | undefined =>
  text === undefined ? undefined : { text, from };

const ofLastToken =
  (read: (exchange: Exchange, seen: Seen) => string | undefined) =>
  (seen: Seen): Told | undefined => {
    const exchange = lastToken(seen);
    return exchange && told(read(exchange, seen), exchange);
  };

const ofCall =
  (read: (exchange: Exchange) => string | undefined) =>
  (seen: Seen): Told | undefined => {
    const exchange = resourceCalls(seen).at(-1);
    return exchange && told(read(exchange), exchange);
  };

const statusOf = ({ response }: Exchange): string => (response ? String(response.status) : 'no answer');

/** The status, and of a refusal its code and words. */
const answerWords = (exchange: Exchange): string => {
  const words = (exchange.response?.status ?? 0) < 400 ? undefined : refusalWords(exchange);
  return words === undefined ? statusOf(exchange) : `${statusOf(exchange)}, ${words}`;
};

/** Values of a callback that say something; all others are secrets, or what the client itself sent. */
const SHOWN = /^(?:prompt|authuser|error\w*|granted_scopes|denied_scopes)$/;

/** The exchange that sent the browser back to the client. */
const answering = (seen: Seen): Exchange | undefined =>
  front(seen).findLast((each) => [...answerOf(each).keys()].some((name) => name === 'code' || name.startsWith('error')));

/** A login of a person who is not sent anywhere. */
const withoutPages = (seen: Seen, text: string): Told | undefined => {
  const exchange = lastToken(seen);
  return exchange && grantTypeOf(exchange) === 'password' ? told(text, exchange) : undefined;
};

const PAGE_WORDS: Readonly<Record<string, string>> = {
  'account-chooser': 'sign-in',
  consent: 'consent',
  error: 'error page',
};

export const PAGES: Fact = {
  id: 'pages',
  title: 'Pages that the person sees',
  stages: /^(?:account|sign-in|consent|login)\./,
  about: /^(?!.*own-address)/,
  read: (seen) =>
    front(seen).length === 0
      ? withoutPages(seen, 'none: the app asks for the password itself')
      : told(seen.pages.map((name) => PAGE_WORDS[name] ?? name).join(', then ') || 'none', ...front(seen)),
};

export const REDIRECT: Fact = {
  id: 'redirect',
  title: 'Parameters of the redirect to the client',
  stages: /^authorize\.(?:answer|location|deliver|silent-failure)$/,
  read: (seen) => {
    const exchange = answering(seen);
    if (!exchange && front(seen).length > 0) return told('no redirect to the client', ...front(seen));
    if (!exchange) return withoutPages(seen, 'no redirect: the tokens are the answer to the password');
    const hash = locationOf(exchange)?.hash ?? '';
    const isMark = (name: string): boolean => hash.startsWith(`#${name}=`) && !SHOWN.test(name) && name.length === 1;
    const params = [...answerOf(exchange)].flatMap(([name, value]) =>
      isMark(name) ? [] : SHOWN.test(name) ? `${name}=${shortScope(value)}` : name,
    );
    return told(`${params.join(', ')}${hash.length === 4 ? `, and the fragment ${hash}` : ''}`, exchange);
  },
};

const WITHOUT_ANSWER = /^(?:refresh|token|code|grant)\./;

export const TOKEN_STATUS: Fact = {
  id: 'token-status',
  title: 'Answer of the token endpoint',
  stages: /^(?:token\.(?:error|refuse)|code\.reuse|refresh\.(?:reuse|limit|unrotated)|oauth\.refuse)$/,
  read: ofLastToken(answerWords),
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
  title: 'Scopes in the answer',
  stages: /^(?:consent\.combine|token\.reply)$/,
  about: /scope/,
  read: ofLastToken((exchange) =>
    statusOf(exchange) === '200'
      ? (memberOf(exchange, 'scope')?.split(' ').map(shortScope).toSorted().join(' ') ?? 'not said')
      : undefined,
  ),
};

export const MEMBERS: Fact = {
  id: 'members',
  title: 'Members of the answer',
  stages: /^token\.(?:reply|answer)$/,
  about: /member-order|no-scope/,
  read: ofLastToken((exchange) => Object.keys(jsonOf(exchange) ?? {}).join(', ') || 'none'),
};

export const ID_TOKEN: Fact = {
  id: 'id-token',
  title: 'Claims of the ID token',
  stages: /^id-token$/,
  about: /claim|profile|azp|at-hash|sid$/,
  read: ofLastToken((exchange) => {
    if (statusOf(exchange) !== '200') return undefined;
    const token = memberOf(exchange, 'id_token');
    return token === undefined ? 'no ID token' : Object.keys(claimsOf(token)).toSorted().join(', ');
  }),
};

const sameOrNew = (exchange: Exchange): string | undefined => {
  if (statusOf(exchange) !== '200') return undefined;
  const token = memberOf(exchange, 'refresh_token');
  if (token === undefined) return 'none: keep the old one';
  return token === renewedTokenOf(exchange) ? 'the same' : 'a new one';
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
  title: 'Answer to the renewal with the token of before',
  stages: TOKEN_STATUS.stages,
  read: (seen) => {
    const exchange = seen.exchanges.find(isRenewal);
    return exchange && told(answerWords(exchange), exchange);
  },
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

export const CALL_STATUS: Fact = {
  id: 'call-status',
  title: 'Answer of the API',
  stages: /^(?:api\.(?:refuse|failure)|userinfo\.\w+|credential\.(?:refuse|password-changed)|identity\.reply|oauth\.refuse)/,
  read: (seen) => {
    const exchange = resourceCalls(seen).at(-1);
    if (!exchange) return undefined;
    return statusOf(exchange) === '200' ? told('200') : told(answerWords(exchange), exchange);
  },
};

export const CHALLENGE: Fact = {
  id: 'challenge',
  title: 'WWW-Authenticate of the API',
  stages: /^(?:api\.refuse|credential\.refuse|oauth\.refuse|reply)$/,
  about: /401|403|challenge|why-refused|unauthorized/,
  read: ofCall((exchange) => (statusOf(exchange) === '200' ? undefined : (challengeWords(exchange) ?? 'none'))),
};

const EMAIL = /^(?:email|email_verified|verified_email|validated_email)$/;

export const EMAIL_MEMBERS: Fact = {
  id: 'email',
  title: 'The address in the answer about the person',
  stages: /^(?:identity\.reply|api\.\w+)$/,
  about: /claims|email|fields/,
  read: ofCall((exchange) => {
    const found = Object.entries(jsonOf(exchange) ?? {}).filter(([name]) => EMAIL.test(name));
    return found.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ') || 'no member for it';
  }),
};

/** The status of the last exchange of any endpoint, for calls without an endpoint of their own. */
export const LAST_STATUS: Fact = {
  id: 'last-status',
  title: 'Answer',
  stages: WITHOUT_ANSWER,
  read: ({ exchanges }) => {
    const exchange = exchanges.at(-1);
    return exchange && told(answerWords(exchange), exchange);
  },
};

const logoutOf = ({ exchanges }: Seen): Exchange | undefined =>
  exchanges.find(({ endpoint }) => endpoint === 'logout' || endpoint === 'revoke');

/** Where the browser is sent after a logout, or what the app is answered. */
export const LOGOUT: Fact = {
  id: 'logout',
  title: 'Answer to the logout',
  stages: /^(?:logout|revoke)/,
  read: (seen) => {
    const exchange = logoutOf(seen);
    const location = exchange && locationOf(exchange);
    if (!exchange) return undefined;
    const isHome = location?.hostname === '127.0.0.1';
    const to = location === undefined ? '' : isHome ? ', back to the app' : ', to a page of the provider';
    return told(`${statusOf(exchange)}${to}`, exchange);
  },
};

const lives = (exchange: Exchange | undefined): string => (exchange && isAccepted(exchange) ? 'still valid' : 'ended');

/** What is left after a logout: of the session at the provider, of the access token, of what renews it. */
export const REACH: Fact = {
  id: 'reach',
  title: 'After the logout',
  stages: LOGOUT.stages,
  read: (seen) => {
    const exchange = logoutOf(seen);
    if (!exchange) return undefined;
    const session = seen.pages.includes('account-chooser') ? 'ended' : 'still there';
    const renewal = seen.exchanges.find(isRenewal);
    const parts = [
      front(seen).some(({ endpoint }) => endpoint === 'authorize')
        ? `session at the provider ${session}`
        : 'no session at the provider',
      `access token ${lives(resourceCalls(seen)[0])}`,
      ...(renewal ? [`${grantTypeOf(renewal)} ${lives(renewal)}`] : []),
    ];
    return told(parts.join(', '), exchange);
  },
};

/** Which app a token is for, as the endpoint for that question says. */
export const OWNER: Fact = {
  id: 'owner',
  title: 'The answer names',
  stages: /^(?:token\.inspection|identity\.reply|api\.failure)$/,
  about: /^(?!.*headers)/,
  read: ({ exchanges, client }) => {
    const exchange = exchanges.at(-1);
    if (!exchange) return undefined;
    const { member = '' } = client.use.owner ?? {};
    const value = member
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], jsonOf(exchange));
    if (statusOf(exchange) !== '200') return told(answerWords(exchange), exchange);
    const who = value === client.use.otherClientId ? 'the other app' : value === client.client.clientId ? 'this app' : 'no app';
    return told(`${statusOf(exchange)}, ${member}: ${who}`, exchange);
  },
};

export const LOGIN_FACTS: readonly Fact[] = [PAGES, REDIRECT];
export const TOKEN_FACTS: readonly Fact[] = [TOKEN_STATUS, REFRESH_TOKEN, LIFETIME, SCOPE];
export const RENEWAL_FACTS: readonly Fact[] = [RENEWAL_GRANT, TOKEN_STATUS, ROTATION, LIFETIME];
export const CALL_FACTS: readonly Fact[] = [CALL_STATUS, CHALLENGE];
