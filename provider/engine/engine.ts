import type { Client, Engine, Persona, SessionState } from '../model/index.ts';
import { type ExchangeContext, nowEpochSeconds, randomText, type SigningKey } from '../world/index.ts';
import { isSameText } from '../world/same-text.ts';
import { issueForClient } from './client-token.ts';
import { derive } from './derive.ts';
import { type DirectPath, directPath, NO_DIRECT_PATH } from './direct/index.ts';
import { signingKeyOf, signJwt, verifyJwt } from './jwt.ts';
import { sessionSeconds } from './lifetime.ts';
import { lastLogin } from './logins.ts';
import { openAuthorization, openExchange } from './open-call.ts';
import type { Protocol } from './protocol.ts';
import { killTokens, liveRefreshTokens, tokenState } from './tokens.ts';

const signIn = async (context: ExchangeContext, sub: string) => {
  const session = randomText(27);
  const uid = randomText(22);
  const now = nowEpochSeconds();
  const exp = now + sessionSeconds(context, now);
  const payload = { jti: session, uid, kind: 'Session', accountId: sub, loginTs: now, iat: now, exp };
  await context.world.rows.write('Session', session, payload, { sub, uid, persona: context.persona.id });
  return { session, signedInAtEpochSeconds: now };
};

const liveSessions = async ({ world, persona }: ExchangeContext, sub?: string): Promise<readonly SessionState[]> => {
  const rows = await world.rows.listUnused('Session', { persona: persona.id, ...(sub !== undefined && { sub }) });
  const states = rows.map(({ id, payload }) => ({
    ...{ session: id, sub: String(payload.accountId ?? ''), signedInAtEpochSeconds: Number(payload.loginTs) },
    ...{ usedAtEpochSeconds: Number(payload.iat), expiresAtEpochSeconds: Number(payload.exp) },
  }));
  return states.filter((state) => state.sub !== '' && state.expiresAtEpochSeconds > nowEpochSeconds());
};

const secretFits = (client: Client, secret: string | undefined): boolean => {
  if (client.clientSecret === undefined) return secret === undefined;
  return secret !== undefined && isSameText(client.clientSecret, secret);
};

/** With `LOGINLAB_ENGINE=plain` the certified engine answers everything itself. */
const pathOf = (persona: Persona): DirectPath => (process.env.LOGINLAB_ENGINE === 'plain' ? NO_DIRECT_PATH : directPath(persona));

/**
 * Makes the engine of a context. The protocol itself is loaded when somebody first asks for it: documents, APIs and
 * the state of tokens do without.
 */
export const createEngine = (
  persona: Persona,
  key: SigningKey,
  direct: DirectPath = pathOf(persona),
): ((context: ExchangeContext) => Engine) => {
  let loaded: Promise<Protocol> | undefined;
  const protocol = () => {
    loaded ??= import('./protocol.ts').then(({ createProtocol }) => createProtocol(persona, key));
    return loaded;
  };
  return (context) => ({
    async ask(request) {
      const call = await openAuthorization(context, request);
      return (await direct.ask(call)) ?? (await protocol()).ask(call);
    },
    async exchange(form, known = {}) {
      const call = await openExchange(context, form, known);
      return (await direct.exchange(call, form, known.resource)) ?? (await protocol()).exchange(call, form, known.resource);
    },
    token: (value) => tokenState(context, value),
    derive: (accessToken, wanted) => derive(context, accessToken, wanted),
    issueForClient: (client, wanted) => issueForClient(context, client, wanted),
    lastLogin: (sub, clientId) => lastLogin(context, sub, clientId),
    kill: (which, why) => killTokens(context, which, why),
    signIn: (person) => signIn(context, person.sub),
    async endSession(session, why) {
      await context.world.rows.kill('Session', { id: session }, why);
    },
    sessions: (sub) => liveSessions(context, sub),
    refreshTokens: (sub) => liveRefreshTokens(context, sub),
    sign: (jwtFor) => signJwt(jwtFor(signingKeyOf(context).kid), signingKeyOf(context)),
    verify: (jwt) => verifyJwt(jwt, context),
    jwks: async () => context.world.keys(persona.id).published(),
    async certificates(subject) {
      const { certificatesFor } = await import('./certificate.ts'); // ASN.1 is not for everybody's start
      return certificatesFor(context.world.keys(persona.id).publishedPrivate(), subject);
    },
    secretFits,
  });
};
