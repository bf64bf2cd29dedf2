import { describeToken, type Stages } from '../../model/index.ts';
import type { UnservedGrants } from '../../oauth/token/steps.ts';
import { describeInvalidScopes, KNOWN_SCOPES, scopesOf } from './scopes.ts';

type Input = Stages['token.error']['input'];
type Refusal = Stages['token.error']['decision'] & { readonly because: string };

const refused = (status: number, error: string, error_description: string, because: string): Refusal => ({
  status,
  body: { error, error_description },
  because,
});

const GRANT_TYPES = new Set(['authorization_code', 'refresh_token']);
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['code', 'redirect_uri'],
  refresh_token: ['refresh_token'],
};

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const DEVICE_CODE: Readonly<Record<string, string>> = {
  'urn:ietf:params:oauth:grant-type:device_code': 'device_code',
  'http://oauth.net/grant_type/device/1.0': 'code',
};

const needed = (name: string): Refusal =>
  refused(400, 'invalid_request', `Missing required parameter: ${name}`, `${name} was not sent`);

/** True for three parts, of which the first two are JSON objects. */
const isJwt = (assertion = ''): boolean => {
  const [header = '', claims = '', signature, ...more] = assertion.split('.');
  if (!signature || more.length > 0) return false;
  return [header, claims].every((part) => Buffer.from(part, 'base64url').toString('utf8').startsWith('{'));
};

const assertionError = ({ form: { assertion } }: Input): Refusal => {
  if (!assertion) return needed('assertion');
  return isJwt(assertion)
    ? refused(400, 'invalid_grant', 'Invalid JWT Signature.', 'no service account is registered that could have signed it')
    : refused(400, 'invalid_request', 'Bad Request', 'the assertion is no JWT');
};

/**
 * Grant types that Google has and the lab has not: service accounts and the device flow (G-80 to G-82). The lab gives no
 * device code, so none that is sent can be good.
 */
export const UNSERVED_GRANTS: UnservedGrants = {
  [JWT_BEARER]: ({ form }) => isJwt(form.assertion),
  ...Object.fromEntries(Object.keys(DEVICE_CODE).map((type) => [type, () => false])),
};

/** Returns Google's first error for a grant type that the lab does not have (G-52, G-81). Undefined for any other. */
export const unservedGrantError = (input: Input): Refusal | undefined => {
  const type = input.form.grant_type ?? '';
  if (type === JWT_BEARER) return assertionError(input);
  const code = Object.hasOwn(DEVICE_CODE, type) ? DEVICE_CODE[type] : undefined;
  if (code === undefined) return undefined;
  if (!input.form.client_id)
    return refused(400, 'invalid_request', 'Could not determine client ID from request.', 'client_id was not sent');
  return (
    clientError(input) ??
    (input.form[code] ? refused(400, 'invalid_grant', 'Bad Request', `no device asked for the ${code}`) : needed(code))
  );
};

/** Returns the error of an invalid form. */
const formError = ({ form }: Input): Refusal | undefined => {
  const type = form.grant_type ?? '';
  if (!GRANT_TYPES.has(type)) {
    return refused(
      400,
      'unsupported_grant_type',
      `Invalid grant_type: ${type}`,
      type === '' ? 'grant_type was not sent' : `unknown grant type "${type}"`,
    );
  }
  if (!form.client_id)
    return refused(400, 'invalid_request', 'Could not determine client ID from request.', 'client_id was not sent');
  return undefined;
};

/** Returns the error of an invalid client. Checked before the grant. */
const clientError = ({ form, client }: Input): Refusal | undefined => {
  if (!client)
    return refused(401, 'invalid_client', 'The OAuth client was not found.', `no client is registered as "${form.client_id}"`);
  if (client.clientSecret === undefined) return undefined;
  if (!form.client_secret)
    return refused(400, 'invalid_request', 'client_secret is missing.', `${client.clientId} has a secret, and none was sent`);
  if (form.client_secret !== client.clientSecret)
    return refused(401, 'invalid_client', 'Unauthorized', 'the client secret is wrong');
  return undefined;
};

const missingError = ({ form }: Input): Refusal | undefined => {
  const missing = NEEDED[form.grant_type ?? '']?.find((name) => !form[name]);
  return missing === undefined
    ? undefined
    : refused(400, 'invalid_request', `Missing required parameter: ${missing}`, `${missing} was not sent`);
};

/** True for a code that does not begin like `4/0A…`, such as one that is still percent-encoded. */
const isMalformedCode = ({ form, grant }: Input): boolean =>
  form.grant_type === 'authorization_code' && grant.state === 'unknown' && !/^4\/[\w-]+$/.test(form.code ?? '');

/** Returns the error of an invalid code or refresh token. */
const grantError = (input: Input): Refusal | undefined => {
  const { grant, client, failure, form, nowEpochSeconds } = input;
  if (isMalformedCode(input))
    return refused(400, 'invalid_grant', 'Malformed auth code.', 'the code is malformed: Google’s codes begin with 4/');
  if (grant.state !== 'unknown' && grant.clientId !== undefined && grant.clientId !== client?.clientId) {
    return refused(401, 'unauthorized_client', 'Unauthorized', `the ${grant.kind} belongs to ${grant.clientId}`);
  }
  if (failure.error === 'invalid_grant' && /redirect_uri/.test(failure.detail ?? '')) {
    return refused(
      400,
      'redirect_uri_mismatch',
      'Bad Request',
      `the code was requested with another redirect URI than ${form.redirect_uri}`,
    );
  }
  if (grant.state === 'dead' && form.grant_type === 'refresh_token') {
    return refused(400, 'invalid_grant', 'Token has been expired or revoked.', describeToken(grant, nowEpochSeconds));
  }
  return undefined;
};

/** Returns any other error, by the engine's error code. */
const otherError = ({ failure, grant, nowEpochSeconds }: Input): Refusal => {
  if (failure.error === 'server_error')
    return refused(500, 'internal_failure', 'Backend Error', failure.detail ?? 'the engine failed');
  const because =
    grant.state === 'dead' ? describeToken(grant, nowEpochSeconds) : (failure.detail ?? failure.description ?? failure.error);
  return refused(400, failure.error === 'invalid_client' ? 'invalid_request' : failure.error, 'Bad Request', because);
};

const upToGrant = (input: Input): Refusal | undefined => formError(input) ?? clientError(input) ?? missingError(input);

/** Returns Google's error for a refused token request (G-50). Order of checks: form, client, missing parameters, grant. */
export const tokenError = (input: Input): Refusal => upToGrant(input) ?? grantError(input) ?? otherError(input);

/** Causes of a PKCE failure (`failure.detail` of the engine), with Google's messages. */
const PKCE: readonly (readonly [RegExp, string])[] = [
  [/code_verifier must be provided|missing required parameter\(s\).*code_verifier/i, 'Missing code verifier.'],
  [/code_verifier does not match/, 'Invalid code verifier.'],
  [/unsupported code_challenge_method|code_verifier.*(not|un)expected/, 'code_verifier or verifier is not needed.'],
  [/code_verifier must/, 'Invalid code verifier.'],
];

/** Returns Google's error if only the PKCE check failed (G-17). */
export const pkceError = (input: Input): Refusal | undefined => {
  const detail = `${input.failure.detail ?? ''} ${input.failure.description ?? ''}`;
  const found = PKCE.find(([cause]) => cause.test(detail));
  if (!found || upToGrant(input) || grantError(input)) return undefined;
  return refused(400, 'invalid_grant', found[1], input.failure.detail ?? found[1]);
};

/** Returns Google's error for a parameter that came more than once. Undefined for any other failure. */
export const repeatedError = ({ failure }: Input): Refusal | undefined => {
  const [, name] = /^'(\w+)' parameter must not be provided twice/.exec(failure.description ?? '') ?? [];
  if (name === undefined) return undefined;
  const description = `OAuth 2 parameters can only have a single value: ${name}`;
  return refused(400, 'invalid_request', description, `${name} came more than once`);
};

const SCOPE_HELP = 'https://developers.google.com/identity/protocols/oauth2';

/** Returns Google's error for a refresh that asks for scopes that do not exist. */
export const scopeError = (input: Input): Refusal | undefined => {
  const { form, failure } = input;
  if (form.grant_type !== 'refresh_token' || failure.error !== 'invalid_scope' || upToGrant(input) || grantError(input))
    return undefined;
  const asked = scopesOf(form.scope);
  const invalid = asked.filter((scope) => !KNOWN_SCOPES.has(scope));
  if (invalid.length === 0) return undefined;
  const body = { error: 'invalid_scope', error_description: describeInvalidScopes(asked, invalid), error_uri: SCOPE_HELP };
  return { status: 400, body, because: `${invalid.join(', ')}: not among the scopes known here` };
};

/** Returns the general message for a refresh token that ended more than `hours` ago (G-48). */
export const freshness = (input: Input, hours: number): Refusal | undefined => {
  const { grant, form, nowEpochSeconds } = input;
  if (form.grant_type !== 'refresh_token' || grant.state !== 'dead' || upToGrant(input)) return undefined;
  const deadHours = (nowEpochSeconds - grant.diedAtEpochSeconds) / 3600;
  if (deadHours <= hours) return undefined;
  return refused(400, 'invalid_grant', 'Bad Request', describeToken(grant, nowEpochSeconds));
};

/** Returns the error for a redeemed code, as until 2018 (G-50). */
export const redeemedError = (input: Input): Refusal | undefined => {
  const { grant, form } = input;
  if (form.grant_type !== 'authorization_code' || grant.state !== 'dead' || grant.kind !== 'code') return undefined;
  if (upToGrant(input) || grantError(input) || !['consumed', 'reused'].includes(grant.why)) return undefined;
  return refused(400, 'invalid_grant', 'Code was already redeemed.', 'the code was redeemed before');
};
