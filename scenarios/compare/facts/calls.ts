import { jsonOf } from '../../traffic/index.ts';
import type { Fact } from '../story.ts';
import { challengeWords } from '../words.ts';
import { answerWords, ENDS, ofCall, resourceCalls, statusOf, tokenCalls, told } from './reading.ts';

/** What spares access tokens that a client holds. */
const SPARES = /^(?:grant\.revoke|refresh\.reuse|code\.reuse|logout\.tokens)$/;

export const CALL_STATUS: Fact = {
  id: 'call-status',
  title: 'Answer of the API',
  stages: /^(?:api\.(?:refuse|failure)|userinfo\.\w+|credential\.(?:refuse|password-changed)|identity\.reply|oauth\.refuse)/,
  read: (seen) => {
    const exchange = resourceCalls(seen).at(-1);
    if (!exchange) return undefined;
    const from = [...seen.earlier, ...seen.exchanges];
    if (statusOf(exchange) === '200') return { text: '200', from, stages: SPARES };
    return { text: answerWords(exchange), from: [exchange], before: { from, stages: ENDS } };
  },
};

export const CHALLENGE: Fact = {
  id: 'challenge',
  title: 'WWW-Authenticate of the API',
  stages: /^(?:api\.refuse|credential\.refuse|oauth\.refuse|reply)$/,
  about: /401|403|challenge|why-refused|ended|unauthorized/,
  absent: 'none: the answer is 200',
  read: ofCall((exchange) => (statusOf(exchange) === '200' ? undefined : (challengeWords(exchange) ?? 'none'))),
};

const EMAIL = /^(?:email|email_verified|verified_email|validated_email)$/;

/** What a code that is redeemed twice does to the token that it brought. */
export const AFTER_REUSE: Fact = {
  id: 'after-reuse',
  title: 'Answer of the API to the token that the code brought',
  stages: /^(?:code\.reuse|api\.(?:refuse|failure)|credential\.refuse|oauth\.refuse|userinfo\.\w+)$/,
  read: (seen) => {
    const exchange = resourceCalls(seen).at(-1);
    return exchange && told(answerWords(exchange), ...tokenCalls(seen), exchange);
  },
};

/** Why an app is told no address. */
export const NO_EMAIL: Fact = {
  id: 'why',
  title: 'Why the app gets no address',
  stages: /^$/,
  read: ({ client, exchanges }) =>
    client.use.authorize && told(client.use.authorize.withoutEmail?.why ?? 'the account has none', ...exchanges),
};

/** How the access was taken away. */
export const REMOVAL: Fact = {
  id: 'removal',
  title: 'How it is removed',
  stages: /^(?:grant\.revoke|logout\.reach)$/,
  read: ({ exchanges, client }) => told(client.use.removesAccess?.told ?? 'on the page of connected apps', ...exchanges),
};

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
  stages: /^(?:sign-up\.refuse|registration\.\w+)$/,
  read: ({ exchanges }) => {
    const exchange = exchanges.at(-1);
    return exchange && told(answerWords(exchange), exchange);
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

export const CALL_FACTS: readonly Fact[] = [CALL_STATUS, CHALLENGE];
