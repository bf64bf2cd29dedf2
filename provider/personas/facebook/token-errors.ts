import { describeToken, type Stages, type VendorFailure } from '../../model/index.ts';
import type { UnservedGrants } from '../../oauth/token/steps.ts';
import { registrationOf } from './registration.ts';

type Input = Stages['token.error']['input'];

/** A refusal of the token endpoint: condition, code, message and reason. */
export interface TokenFailure {
  readonly failure: VendorFailure;
  applies(input: Input): boolean;
  because(input: Input): string;
}

export const GRANT_TYPES = ['authorization_code', 'client_credentials', 'fb_exchange_token'] as const;

const isKnownGrant = (type = ''): boolean => GRANT_TYPES.some((known) => known === type);
const asksByCode = ({ form }: Input): boolean => form.grant_type === 'authorization_code';
const detailOf = ({ failure }: Input): string => `${failure.detail ?? ''} ${failure.description ?? ''}`;

const isAbsolute = (uri = ''): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && URL.canParse(uri);
const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : '');

/** Codes begin with `AQ`. */
const isCodeShaped = (code = ''): boolean => /^AQ[\w-]{50,}$/.test(code);

const because = (text: string) => () => text;

const endingOf = ({ grant, nowEpochSeconds }: Input): string => describeToken(grant, nowEpochSeconds);

export const missingClientId: TokenFailure = {
  failure: { message: 'Missing client_id parameter.', code: 101 },
  applies: ({ form }) => !form.client_id,
  because: because('client_id was not sent'),
};

export const DELETED_APP: VendorFailure = { message: 'Error validating application. Application has been deleted.', code: 101 };

/** The app id is unknown. */
export const unknownApp: TokenFailure = {
  failure: { message: 'Error validating application. Invalid application ID.', code: 101 },
  applies: ({ client }) => client === undefined || registrationOf(client).status === 'deleted',
  because: ({ form }) => `no app is registered as "${form.client_id ?? ''}"`,
};

/** The secret is wrong. Apps without a secret, and codes with a PKCE verifier, need none. */
export const wrongSecret: TokenFailure = {
  failure: { message: 'Error validating client secret.', code: 1 },
  applies: ({ form, client }) => client?.clientSecret !== undefined && form.client_secret !== client.clientSecret,
  because: ({ form }) => (form.client_secret ? 'the app secret is wrong' : 'the app has a secret, and none was sent'),
};

/** The message contains the sent value. */
export const wrongGrantType = (value: string): VendorFailure => ({
  message: `Invalid grant_type: '${value}'. Supported types: authorization_code, client_credentials`,
  code: 100,
});

/** True for an unknown grant type, such as `refresh_token`. */
export const isWrongGrantType = ({ form }: Input): boolean => !isKnownGrant(form.grant_type);

/** Grant types of the mobile SDKs, which the lab does not have, with the parameter that each needs. */
const MOBILE_GRANTS: Readonly<Record<string, string>> = {
  fb_extend_sso_token: 'access_token',
  fb_exchange_nonce: 'fb_exchange_nonce',
};

/** The same for a request that Facebook does not refuse at once. Nobody has a nonce: the lab gives none. */
export const UNSERVED_GRANTS: UnservedGrants = {
  fb_extend_sso_token: async ({ client, form, ports }) =>
    client !== undefined &&
    [undefined, form.client_secret].includes(client.clientSecret) &&
    (await ports.engine.token(form.access_token ?? '')).state === 'live',
  fb_exchange_nonce: () => false,
};

const mobileParameter = ({ form: { grant_type: type = '' } }: Input): string | undefined =>
  Object.hasOwn(MOBILE_GRANTS, type) ? MOBILE_GRANTS[type] : undefined;

export const mobileGrantWithoutToken: TokenFailure = {
  failure: { message: 'An active access token must be used to query information about the current user.', code: 2500 },
  applies: (input) => mobileParameter(input) === 'access_token' && !input.form.access_token,
  because: because('access_token was not sent'),
};

export const mobileGrantWithBadToken: TokenFailure = {
  failure: { message: 'Invalid OAuth access token - Cannot parse access token', code: 190 },
  applies: (input) => mobileParameter(input) === 'access_token',
  because: because('the lab has no session of a mobile SDK'),
};

export const mobileGrantWithBadNonce: TokenFailure = {
  failure: { message: '(#100) Invalid parameter', code: 100 },
  applies: (input) => mobileParameter(input) !== undefined,
  because: because('the lab has no session of a mobile SDK'),
};

export const missingRedirectUri: TokenFailure = {
  failure: { message: 'Missing redirect_uri parameter.', code: 191 },
  applies: (input) => asksByCode(input) && !input.form.redirect_uri,
  because: because('redirect_uri was not sent'),
};

export const relativeRedirectUri: TokenFailure = {
  failure: { message: "redirect_uri isn't an absolute URI. Check RFC 3986.", code: 191 },
  applies: (input) => asksByCode(input) && Boolean(input.form.redirect_uri) && !isAbsolute(input.form.redirect_uri),
  because: ({ form }) => `${form.redirect_uri} is not absolute`,
};

/** The domain is neither one of the app nor that of the code's redirect URI. */
export const foreignRedirectUri: TokenFailure = {
  failure: {
    message:
      "Can't load URL: The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and sub-domains of your app to the App Domains field in your app settings.",
    code: 191,
  },
  applies: (input) => {
    const uri = input.form.redirect_uri ?? '';
    if (!asksByCode(input) || !isAbsolute(uri) || !input.client) return false;
    const asked = input.grant.state === 'unknown' ? undefined : input.grant.login?.params.redirect_uri;
    return ![...input.client.redirectUris, asked ?? ''].some((known) => hostOf(known) === hostOf(uri));
  },
  because: ({ form }) => `no redirect URI of the app is on ${hostOf(form.redirect_uri ?? '')}`,
};

export const malformedCode: TokenFailure = {
  failure: { message: 'Invalid verification code format.', code: 100 },
  applies: (input) => asksByCode(input) && input.grant.state === 'unknown' && !isCodeShaped(input.form.code),
  because: because('codes begin with AQ, and this value does not'),
};

const deadCode = (input: Input) => (asksByCode(input) && input.grant.state === 'dead' ? input.grant.why : undefined);
const isOwn = ({ grant, client }: Input): boolean => grant.state === 'unknown' || grant.clientId === client?.clientId;

export const usedCode: TokenFailure = {
  failure: { message: 'This authorization code has been used.', code: 100, subcode: 36009 },
  applies: (input) => isOwn(input) && ['consumed', 'reused'].includes(deadCode(input) ?? ''),
  because: because('the code was redeemed before'),
};

export const expiredCode: TokenFailure = {
  failure: { message: 'This authorization code has expired.', code: 100, subcode: 36007 },
  applies: (input) => isOwn(input) && ['expired', 'expired-by-request'].includes(deadCode(input) ?? ''),
  because: endingOf,
};

export const otherRedirectUri: TokenFailure = {
  failure: {
    message:
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    code: 100,
    subcode: 36008,
  },
  applies: (input) => asksByCode(input) && isOwn(input) && /redirect_uri mismatch/.test(detailOf(input)),
  because: ({ form }) => `the code was requested with another redirect URI than ${form.redirect_uri}`,
};

export const wrongVerifier: TokenFailure = {
  failure: { message: 'Invalid code verifier.', code: 100 },
  applies: (input) => asksByCode(input) && /code_verifier|code_challenge/.test(detailOf(input)),
  because: (input) => input.failure.detail ?? 'the code verifier does not match',
};

/** Any other error: an ended or unknown code, a missing parameter. */
export const otherFailure: TokenFailure = {
  failure: { message: 'Invalid verification code format.', code: 100 },
  applies: () => true,
  because: (input) =>
    input.grant.state === 'dead' ? endingOf(input) : (input.failure.detail ?? input.failure.description ?? input.failure.error),
};
