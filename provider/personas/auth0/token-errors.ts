import { describeToken, type Stages } from '../../model/index.ts';
import { grantTypesOf } from './registration.ts';

type Input = Stages['token.error']['input'];
type Refusal = Stages['token.error']['decision'] & { readonly because: string };

export const refused = (status: number, error: string, error_description: string, because: string): Refusal => ({
  status,
  body: { error, error_description },
  because,
});

const grantName = ({ form }: Pick<Input, 'form'>): string => form.grant_type ?? '';

/** The client cannot prove itself: unknown, a wrong secret, or none. */
export const clientError = ({ form, client }: Pick<Input, 'form' | 'client'>): Refusal | undefined => {
  const say = (because: string) => refused(401, 'access_denied', 'Unauthorized', because);
  if (!client) return say(form.client_id ? `no client is registered as "${form.client_id}"` : 'client_id was not sent');
  if (client.clientSecret === undefined || form.client_secret === client.clientSecret) return undefined;
  return say(form.client_secret ? 'the client secret is wrong' : `${client.clientId} has a secret, and none was sent`);
};

const DOCS = 'https://auth0.com/docs/clients/client-grant-types';

/** A grant that is not switched on for the client. */
export const grantTypeError = (input: Pick<Input, 'form' | 'client'>): Refusal | undefined => {
  const type = grantName(input);
  if (!input.client || type === '' || grantTypesOf(input.client).includes(type)) return undefined;
  return {
    status: 403,
    body: {
      error: 'unauthorized_client',
      error_description: `Grant type '${type}' not allowed for the client.`,
      error_uri: DOCS,
    },
    because: `${input.client.clientId} has the grants ${grantTypesOf(input.client).join(', ')}`,
  };
};

const said = ({ failure }: Input, pattern: RegExp): boolean =>
  pattern.test(`${failure.description ?? ''} ${failure.detail ?? ''}`);

/** A code with a challenge and no verifier. */
export const verifierMissing = (input: Input): Refusal | undefined =>
  grantName(input) === 'authorization_code' && input.grant.state === 'live' && said(input, /code_verifier must be provided/)
    ? refused(400, 'invalid_request', "Parameter 'code_verifier' is required", 'the code was issued with a code_challenge')
    : undefined;

/** A verifier that does not fit the challenge. */
export const verifierWrong = (input: Input): Refusal | undefined =>
  grantName(input) === 'authorization_code' && input.form.code !== undefined && said(input, /code_verifier|code_challenge/)
    ? refused(403, 'invalid_grant', 'Failed to verify code verifier', 'the code_verifier does not fit the code_challenge')
    : undefined;

/** Another redirect URI than in the authorization request. */
export const redirectUriError = (input: Input): Refusal | undefined => {
  const { form, grant } = input;
  if (grantName(input) !== 'authorization_code' || grant.state !== 'live' || !said(input, /redirect_uri/i)) return undefined;
  const expected = grant.login?.params.redirect_uri ?? '';
  const text = `The redirect URI is wrong. You sent ${form.redirect_uri ?? 'null'}, and we expected ${expected}`;
  return refused(403, 'invalid_grant', text, 'the redirect_uri is not that of the authorization request');
};

/** A code that is unknown, expired, used, or of another client. */
export const codeError = (input: Input): Refusal | undefined => {
  if (grantName(input) !== 'authorization_code') return undefined;
  if (!input.form.code) return refused(400, 'invalid_request', 'Missing required parameter: code', 'code was not sent');
  const why = input.grant.state === 'live' ? 'the code is of another client' : describeToken(input.grant, input.nowEpochSeconds);
  return refused(403, 'invalid_grant', 'Invalid authorization code', why);
};

/** A refresh token that is no good, whatever the reason. */
export const refreshError = (input: Input): Refusal | undefined => {
  if (grantName(input) !== 'refresh_token') return undefined;
  if (!input.form.refresh_token)
    return refused(400, 'invalid_request', 'Missing required parameter: refresh_token', 'refresh_token was not sent');
  const isForeign = input.grant.state === 'live' && input.grant.clientId !== input.client?.clientId;
  const why = isForeign ? 'the refresh token is of another client' : describeToken(input.grant, input.nowEpochSeconds);
  return refused(403, 'invalid_grant', 'Unknown or invalid refresh token.', why);
};

const PASSWORD_GRANTS = ['password', 'http://auth0.com/oauth/grant-type/password-realm'];

export const isPasswordGrant = (type: string | undefined): boolean => PASSWORD_GRANTS.includes(type ?? '');

/** A wrong password, and an account with too many of them. */
export const passwordError = (input: Input): Refusal | undefined => {
  if (!isPasswordGrant(input.form.grant_type)) return undefined;
  const { failure } = input;
  if (failure.error === 'too_many_attempts')
    return refused(
      429,
      'too_many_attempts',
      "Your account has been blocked after multiple consecutive login attempts. We've sent you an email with instructions on how to unblock it.",
      'too many wrong passwords in a row',
    );
  if (failure.description === 'the user is blocked')
    return refused(403, 'invalid_grant', 'user is blocked', 'the user is blocked');
  return failure.error === 'invalid_grant'
    ? refused(403, 'invalid_grant', 'Wrong email or password.', 'the user is unknown, or the password is wrong')
    : undefined;
};

/** Everything that the protocol refuses beyond that. */
export const otherError = ({ form, failure }: Input): Refusal => {
  const type = form.grant_type;
  if (!type) return refused(400, 'invalid_request', 'Missing required parameter: grant_type', 'grant_type was not sent');
  const status = failure.error === 'invalid_grant' ? 403 : 400;
  const text = { invalid_grant: 'Invalid grant', invalid_scope: 'Invalid scope' }[failure.error] ?? 'Invalid request';
  return refused(
    status,
    failure.error === 'unsupported_grant_type' ? 'unsupported_grant_type' : failure.error,
    text,
    failure.detail ?? failure.error,
  );
};
