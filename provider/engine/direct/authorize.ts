import { type AuthAnswer, oauthOf, type Person } from '../../model/index.ts';
import { type AgedRow, nowEpochSeconds } from '../../world/index.ts';
import { newId, plainText, shapedText } from '../identifiers.ts';
import { GRANT_SECONDS, sessionSeconds } from '../lifetime.ts';
import { loginOf, writeLogin } from '../logins.ts';
import { writeModel } from '../model-rows.ts';
import type { AuthorizationCall } from '../open-call.ts';
import { indicatorOf } from '../resources.ts';
import { tokenLifetime } from '../token-lifetime.ts';
import { type CodeRequest, readCodeRequest } from './code-request.ts';
import { apiScopes, declinedScopes, type GrantPayload, grantFor, identityScopes, scopeOf } from './grant.ts';

type Payload = Readonly<Record<string, unknown>>;

/** A live browser session, and who is signed in to it. */
interface SignedInSession {
  readonly payload: Payload;
  readonly person: Person;
}

/** The engine takes a session for so many seconds after its end. */
const CLOCK_TOLERANCE_SECONDS = 15;

const MEMBERS: ReadonlySet<string> = new Set([
  ...(['iat', 'exp', 'uid', 'accountId', 'loginTs', 'kind', 'jti', 'authorizations'] as const),
]);

/** Whether a row is a session as the lab and the engine write it. */
const isUsual = ({ id, payload }: AgedRow): boolean =>
  payload.kind === 'Session' &&
  payload.jti === id &&
  Boolean(payload.uid) &&
  [payload.iat, payload.exp, payload.loginTs].every(Number.isSafeInteger) &&
  Object.keys(payload).every((name) => MEMBERS.has(name));

const isLive = ({ died, payload }: AgedRow): boolean =>
  !died && Number(payload.exp) > nowEpochSeconds() - CLOCK_TOLERANCE_SECONDS;

const signedInSession = async ({ context }: AuthorizationCall, id: string): Promise<SignedInSession | undefined> => {
  const row = await context.world.rows.read('Session', id);
  if (!row || !isLive(row) || !isUsual(row)) return undefined;
  const sub = String(row.payload.accountId);
  const person = await context.world.people.find(sub);
  return person?.sub === sub ? { payload: row.payload, person } : undefined;
};

const covers = (granted: readonly string[], declined: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((scope) => granted.includes(scope) || declined.includes(scope));

/** Returns the scope of the code, if the person decided on everything that was asked for, and granted some of it. */
const coveredScope = (
  grant: GrantPayload,
  wanted: readonly string[],
  known: ReadonlySet<string>,
  resource: string | undefined,
): string | undefined => {
  const identity = identityScopes(grant);
  const identityWanted = wanted.filter((scope) => known.has(scope));
  if (!covers(identity, declinedScopes(grant), identityWanted)) return undefined;
  const api = resource === undefined ? [] : apiScopes(grant, resource);
  if (resource !== undefined && !covers(api, declinedScopes(grant, resource), wanted)) return undefined;
  const scope = scopeOf([...new Set([...identity, ...api])], new Set(wanted));
  return scope === '' ? undefined : scope;
};

const sidOf = ({ authorizations }: Payload, clientId: string): string | undefined =>
  (authorizations as Readonly<Record<string, { readonly sid?: string }>> | undefined)?.[clientId]?.sid;

/** The session with one more grant of a client. Its members keep the order in which the engine writes them. */
const nextSession = (before: Payload, clientId: string, of: { readonly sid: string; readonly grantId: string }): Payload => {
  const { iat, exp, kind, jti, authorizations, ...rest } = before;
  const known = (authorizations ?? {}) as Readonly<Record<string, object>>;
  const next = { ...known, [clientId]: { ...known[clientId], ...of, persistsLogout: true } };
  return authorizations === undefined
    ? { iat, exp, ...rest, kind, jti, authorizations: next }
    : { iat, exp, ...rest, authorizations: next, kind, jti };
};

/** The granted authorization, before anything of it is written. */
interface Granted {
  readonly request: CodeRequest;
  readonly session: SignedInSession;
  readonly grant: GrantPayload;
  readonly scope: string;
}

/** Writes the code, and returns its text. */
const issueCode = async ({ context }: AuthorizationCall, { request, session, grant, scope }: Granted): Promise<string> => {
  const { client, codeChallenge, nonce, redirectUri } = request;
  const lifetimeSeconds = tokenLifetime('code', oauthOf(context.persona).lifetimeSeconds.code);
  const plain = plainText();
  const jti = shapedText(context, 'code') ?? plain;
  const [resource] = Object.keys(grant.resources ?? {});
  const iat = nowEpochSeconds();
  await writeModel('AuthorizationCode', jti, {
    ...{ iat, exp: iat + lifetimeSeconds, accountId: grant.accountId, authTime: session.payload.loginTs },
    ...(codeChallenge !== undefined && { codeChallenge, codeChallengeMethod: 'S256' }),
    grantId: grant.jti,
    ...(nonce !== undefined && { nonce }),
    redirectUri,
    ...(resource !== undefined && { resource }),
    ...{ scope, sessionUid: session.payload.uid, kind: 'AuthorizationCode', jti, clientId: client.clientId },
  });
  return jti;
};

/** Writes the grant and what the login was about. */
const keepGrant = async ({ context }: AuthorizationCall, grant: GrantPayload) => {
  const iat = nowEpochSeconds();
  await writeModel('Grant', grant.jti, { iat, exp: iat + GRANT_SECONDS, ...grant });
  const login = loginOf(grant.jti, grant.accountId, grant.clientId);
  if (login) await writeLogin(context, login);
  return login;
};

/** Prolongs the session by its use. */
const keepSession = async ({ context }: AuthorizationCall, session: Payload): Promise<void> => {
  const exp = nowEpochSeconds() + sessionSeconds(context, Number(session.loginTs));
  await writeModel('Session', String(session.jti), { ...session, exp });
};

const answer = async (call: AuthorizationCall, sid: string, granted: Granted): Promise<AuthAnswer> => {
  const { request, session, grant } = granted;
  const { redirectUri, state, client } = request;
  const code = await issueCode(call, granted);
  const login = await keepGrant(call, grant);
  await keepSession(call, nextSession(session.payload, client.clientId, { sid, grantId: grant.jti }));
  const payload = { code, ...(state !== undefined && { state }), iss: call.issuer };
  return { kind: 'answer', redirectUri, payload, ...(login && { login }) };
};

/**
 * Answers a request for a code by a person who is signed in and decided on all that it asks for. Undefined, with nothing written
 * and no behaviour asked, if the engine has to judge it. `known`: scopes that the engine knows.
 */
export const authorize = async (call: AuthorizationCall, known: ReadonlySet<string>): Promise<AuthAnswer | undefined> => {
  const request = readCodeRequest(call.asked, call.client, known);
  const session = request && (await signedInSession(call, request.session));
  if (!session) return undefined;
  const { clientId } = request.client;
  const { sub: accountId } = session.person;
  const { resource } = call.asked;
  const about = grantFor(call.asked, { jti: '', accountId, clientId });
  const scope = coveredScope(about, request.scopes, known, resource ? indicatorOf(resource) : undefined);
  if (scope === undefined) return undefined;
  const grant = { ...about, jti: newId() };
  return answer(call, sidOf(session.payload, clientId) ?? newId(), { request, session, grant, scope });
};
