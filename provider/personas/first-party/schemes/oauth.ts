import { describeTokenEnding, type Person, type Ports, type TokenState } from '../../../model/index.ts';
import { namesClient } from '../clients.ts';
import type { Refused } from '../stages.ts';
import { challenge, type Denial, type Identity, REALM, type Scheme, type SchemeContext } from './scheme.ts';

type Known = Exclude<TokenState, { state: 'unknown' }>;

/** Whom a token of nobody acts for since somebody registered with it. */
const boundIn = (ports: Ports) => ports.collection<{ readonly sub: string }>('bound-tokens');

/** Logins that changed the password, by grant: they count as begun with it, until it changes again. */
const keptIn = (ports: Ports) => ports.collection<{ readonly passwordVersion: string }>('kept-logins');

/** True for a login from before the last change of the password that did not change it. */
export const isOutdated = async ({ login }: Pick<Known, 'login'>, owner: Person, ports: Ports): Promise<boolean> => {
  if (login?.passwordChangedAtEpochSeconds === undefined) return false;
  const kept = await keptIn(ports).find(login.grantId);
  return kept?.passwordVersion !== (await ports.passwords.version(owner));
};

const endingOf = (why: Refused, token: TokenState, now: number): string => {
  if (token.state !== 'dead' || why !== token.why) return why;
  return describeTokenEnding(token, now);
};

/** Refuses a token. @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
const refused = (why: Refused, token: TokenState, { ports }: SchemeContext): Denial => {
  const ago = endingOf(why, token, ports.nowEpochSeconds());
  const description = ports.ask('oauth.refuse', { why, ago })?.description;
  return {
    denied: {
      code: 'invalid_token',
      detail: `${description ?? 'The access token is not valid'}.`,
      challenge: [
        ['error', 'invalid_token'],
        ...(description === undefined ? [] : [['error_description', description] as const]),
      ],
      why,
    },
  };
};

/** Somebody, or nobody yet: a token of the client for itself. */
const ownerOf = async (value: string, token: Known, ports: Ports): Promise<Person | 'nobody' | undefined> => {
  if (token.sub !== token.clientId) return token.sub === undefined ? undefined : ports.people.find(token.sub);
  const bound = await boundIn(ports).find(value);
  return bound ? ports.people.find(bound.sub) : 'nobody';
};

/** What a use finds wrong with a token. */
const problemOf = async (
  token: Known,
  owner: Person | 'nobody' | undefined,
  { client, request, ports }: SchemeContext,
): Promise<Refused | undefined> => {
  if (token.state === 'dead') return token.why;
  if (owner === undefined || (owner !== 'nobody' && owner.status === 'deleted')) return 'account-deleted';
  if (owner !== 'nobody' && owner.status === 'disabled') return 'account-blocked';
  if (token.clientId !== client.clientId && namesClient(request)) return 'other-client';
  if (owner === 'nobody' || !(await isOutdated(token, owner, ports))) return undefined;
  const { ends } = ports.decide('credential.password-changed', { kind: 'access token', person: owner }, { ends: false });
  return ends ? 'password-changed' : undefined;
};

/** Bearer tokens of `POST /oauth/token`. */
export const oauth: Scheme = {
  id: 'oauth',
  challenges: (params) => [challenge('Bearer', [REALM, ...params])],
  read({ headers: { authorization = '' } }) {
    const value = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    return value === undefined ? undefined : { value };
  },
  async check({ value }, context): Promise<Identity | Denial> {
    const { ports } = context;
    const token = await ports.engine.token(value);
    if (token.state === 'unknown' || token.kind !== 'access-token') return refused('unknown', { state: 'unknown' }, context);
    const owner = await ownerOf(value, token, ports);
    if (owner && owner !== 'nobody') ports.note({ person: owner });
    const why = await problemOf(token, owner, context);
    if (why !== undefined || owner === undefined) return refused(why ?? 'account-deleted', token, context);
    const clientId = token.clientId === undefined ? {} : { clientId: token.clientId };
    return { scheme: 'oauth', value, ...clientId, ...(owner !== 'nobody' && { person: owner }) };
  },
  async end({ value }, ports) {
    const token = await ports.engine.token(value);
    const family = token.state === 'live' && token.login ? { grantId: token.login.grantId } : { value };
    await ports.engine.kill(family, 'signed-out');
  },
  async endAll(person, ports, why, except) {
    const kept = except === undefined ? undefined : await ports.engine.token(except);
    const bound = (await boundIn(ports).list()).filter(({ sub, id }) => sub === person.sub && id !== except);
    for (const { id } of bound) await ports.engine.kill({ value: id }, why);
    if (kept?.state !== 'live' || !kept.login) return void (await ports.engine.kill({ sub: person.sub }, why));
    await keptIn(ports).put(kept.login.grantId, { passwordVersion: await ports.passwords.version(person) });
    for (const { value, login } of await ports.engine.refreshTokens(person.sub))
      if (login?.grantId !== kept.login.grantId) await ports.engine.kill(login ? { grantId: login.grantId } : { value }, why);
  },
  async bind({ value }, person, ports) {
    const { binds } = ports.decide('oauth.bind', { person }, { binds: false });
    if (binds) await boundIn(ports).put(value, { sub: person.sub });
  },
};
