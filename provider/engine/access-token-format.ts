import type Provider from 'oidc-provider';
import type { Client, Login, Person, Stages } from '../model/index.ts';
import { askBehaviours, hasBehaviours, randomText } from '../world/index.ts';
import { currentCall } from './engine-call.ts';
import { shapedText } from './identifiers.ts';
import { signHmac, signingKeyOf, signJwt } from './jwt.ts';
import { loginOf, readLogin } from './logins.ts';
import { resourceOf } from './resources.ts';

type FormatInput = Stages['access-token.format']['input'];
type Payload = Record<string, unknown>;

/** The engine's model of an access token, before it is saved under its `jti`. */
interface AccessTokenModel {
  jti: string;
  readonly accountId?: string;
  readonly clientId?: string;
  readonly grantId?: string;
  readonly scope?: string;
  readonly gty?: string;
  readonly resourceServer?: { identifier(): string };
  getValueAndPayload(): Promise<{ value: string; payload: Payload }>;
}

/** Whether the persona has anything to say about the format; if not, all is as the engine has it. */
export const choosesFormat = (): boolean => hasBehaviours(currentCall().context.persona, 'access-token.format');

/** Returns the claims of RFC 9068 §2. Without an API, there is no audience. */
const plainJwt = (issuer: string, { accountId, clientId, iat, exp, jti, scope, aud }: Payload, kid: string) => ({
  header: { alg: 'RS256', typ: 'at+jwt', kid },
  claims: {
    iss: issuer,
    sub: accountId ?? clientId,
    ...(aud !== undefined && { aud }),
    exp,
    iat,
    jti,
    client_id: clientId,
    ...(scope !== undefined && { scope }),
  },
});

/** Who and what an access token is about. */
export interface AccessTokenSubject {
  /** Absent if it is not registered: then the persona is not asked. */
  readonly client: Client | undefined;
  readonly person: Person | undefined;
  readonly login: Login | undefined;
}

/** An access token before it has its text. */
export interface UnfinishedAccessToken {
  /** Its text in the plain engine. */
  readonly jti: string;
  readonly scope?: string;
  readonly grantType?: string;
  /** The API that it is for. */
  readonly resource?: string;
}

const inputFor = (
  issuer: string,
  { client, person, login }: AccessTokenSubject,
  { resource, scope, grantType }: UnfinishedAccessToken,
  payload: Payload,
): FormatInput | undefined =>
  client && {
    ...(resource !== undefined && { resource }),
    client,
    scopes: (scope ?? '').split(' ').filter(Boolean),
    ...(grantType !== undefined && { grantType }),
    ...(login && { login }),
    ...(person && { person }),
    ...plainJwt(issuer, payload, signingKeyOf(currentCall().context).kid),
  };

const BLANKS = 24;

/** Spaces and tabs. */
const randomBlanks = (): string => randomText(BLANKS).replaceAll(/./g, (letter) => (letter < 'a' ? ' ' : '\t'));

/**
 * Signs a JWT that no other token of the world equals. Claims without an id are the same for two tokens of one second: then white
 * space after them, which JSON allows and nobody reads, makes the difference.
 */
const signNew = async (sign: (blanks: string) => Promise<string> | string): Promise<string> => {
  const value = await sign('');
  return (await currentCall().context.world.rows.read('AccessToken', value)) ? sign(randomBlanks()) : value;
};

/** Text of a token, and what its row has to remember of it. */
export const finishAccessToken = async (
  issuer: string,
  subject: AccessTokenSubject,
  token: UnfinishedAccessToken,
  payload: Payload,
): Promise<{ value: string; payload: Payload }> => {
  const { context } = currentCall();
  const input = inputFor(issuer, subject, token, payload);
  const decision = input && askBehaviours(context, 'access-token.format', input);
  const audience = decision?.audience === undefined ? {} : { aud: decision.audience };
  if (input && decision?.format === 'jwt') {
    const claims = decision.claims ?? { ...input.claims, ...audience };
    const open = { header: decision.header ?? input.header, claims };
    const { secret } = decision;
    const value = await signNew((blanks) =>
      secret === undefined ? signJwt(open, signingKeyOf(context), blanks) : signHmac(open, secret, blanks),
    );
    return { value, payload: { ...payload, ...(claims.aud !== undefined && { aud: claims.aud }) } };
  }
  const shaped = decision?.value === undefined ? shapedText(context, 'access-token') : undefined;
  const value = decision?.value ?? shaped ?? token.jti;
  return { value, payload: { ...payload, ...audience, jti: value } };
};

const subjectOf = async ({ accountId = '', clientId = '', grantId }: AccessTokenModel): Promise<AccessTokenSubject> => {
  const { context } = currentCall();
  const client = await context.world.clients.find(context.persona.id, clientId);
  const person = await context.world.people.find(accountId);
  const login = (await readLogin(context, grantId)) ?? loginOf(grantId ?? '', accountId, clientId);
  return { client, person, login };
};

const unfinished = ({ jti, scope, gty, resourceServer }: AccessTokenModel): UnfinishedAccessToken => ({
  jti,
  ...(scope !== undefined && { scope }),
  ...(gty !== undefined && { grantType: gty }),
  ...(resourceServer && { resource: resourceOf(resourceServer.identifier()) }),
});

/**
 * Access tokens in the format that the persona chooses. A JWT has a row like an opaque token, under its whole text: it is
 * judged by our record, and one that somebody changed is unknown.
 */
export const formatAccessTokens = (provider: Provider): void => {
  const { prototype } = provider.AccessToken as unknown as { prototype: AccessTokenModel };
  const plain = prototype.getValueAndPayload;
  prototype.getValueAndPayload = async function getValueAndPayload() {
    const made = await plain.call(this);
    if (!choosesFormat()) return made;
    const finished = await finishAccessToken(provider.issuer, await subjectOf(this), unfinished(this), made.payload);
    this.jti = finished.value; // the id of the row
    return finished;
  };
};
