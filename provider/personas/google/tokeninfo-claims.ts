import type { Stages } from '../../model/index.ts';
import { identityOf, scopesInTokens } from './scopes.ts';

type Input = Pick<Stages['identity.reply']['input'], 'person' | 'scopes' | 'token' | 'nowEpochSeconds'>;
type Json = Readonly<Record<string, unknown>>;

const accessType = ({ token }: Input): string =>
  token.state === 'live' && token.login?.params.access_type === 'offline' ? 'offline' : 'online';

/** An access token described with texts only; undefined for a token that is not alive. */
export const tokeninfo = (input: Input): Json | undefined => {
  const { person, scopes, token, nowEpochSeconds } = input;
  if (token.state !== 'live') return undefined;
  const { email, any } = identityOf(scopes);
  return {
    azp: token.clientId,
    aud: token.clientId,
    ...(any && { sub: person.sub }),
    scope: scopesInTokens(scopes).join(' '),
    exp: String(token.expiresAtEpochSeconds),
    expires_in: String(token.expiresAtEpochSeconds - nowEpochSeconds),
    ...(email && person.email !== '' && { email: person.email, email_verified: String(person.emailVerified) }),
    access_type: accessType(input),
  };
};

/** The same under the names, and with the types, of the first two versions. */
export const oldTokeninfo = (input: Input): Json | undefined => {
  const { person, scopes, token, nowEpochSeconds } = input;
  if (token.state !== 'live') return undefined;
  const { email, any } = identityOf(scopes);
  return {
    issued_to: token.clientId,
    audience: token.clientId,
    ...(any && { user_id: person.sub }),
    scope: scopesInTokens(scopes).join(' '),
    expires_in: token.expiresAtEpochSeconds - nowEpochSeconds,
    ...(email && person.email !== '' && { email: person.email, verified_email: person.emailVerified }),
    access_type: accessType(input),
  };
};

/** The plain engine's introspection of a live token. @see https://www.rfc-editor.org/rfc/rfc7662#section-2.2 */
export const plainTokeninfo = ({ person, scopes, token }: Input): Json =>
  token.state === 'live'
    ? {
        active: true,
        sub: person.sub,
        client_id: token.clientId,
        exp: token.expiresAtEpochSeconds,
        iat: token.issuedAtEpochSeconds,
        scope: scopes.join(' '),
        token_type: 'Bearer',
      }
    : { active: false };
