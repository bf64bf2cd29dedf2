import { defineBehaviour, type Login, type TokenState } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { CONNECTION_PARAM } from '../login-steps.ts';
import { DATABASE } from '../registration.ts';
import { emailOf, profileOf, userIdOf } from '../user.ts';
import { PAGES, source } from './source.ts';

const REALM =
  'Bearer realm="Users", error="invalid_token", error_description="The access token signature could not be validated. A common cause of this is requesting multiple audiences for an access token signed with HS256, as that signature scheme requires only a single recipient for its security. Please change your API to employ RS256 if you wish to have multiple audiences for your access tokens"';

const loginOf = (token: TokenState): Login | undefined => (token.state === 'unknown' ? undefined : token.login);

const whyNot = (token: TokenState): string => {
  if (token.state === 'unknown') return 'the token is unknown';
  return token.state === 'live' ? 'the token is not for userinfo' : `the token ended (${token.why})`;
};

/** The userinfo endpoint. */
export const identity = [
  defineBehaviour({
    id: 'auth0/userinfo/claims',
    summary: 'Tells the profile at userinfo, in the order of Auth0, and nothing without `openid`.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-80', 'recorded', PAGES.ruby),
    apply: ({ person, scopes, token, nowEpochSeconds }) => {
      if (!scopes.includes('openid')) return { body: {}, because: 'the token was not issued for openid' };
      const connection = loginOf(token)?.params[CONNECTION_PARAM] ?? DATABASE;
      const updatedAt = (token.state !== 'unknown' && token.issuedAtEpochSeconds) || nowEpochSeconds;
      const body = {
        sub: userIdOf(person, connection),
        ...(scopes.includes('profile') && profileOf(person, connection, updatedAt)),
        ...(scopes.includes('email') && emailOf(person)),
      };
      return { body, because: `the token covers ${scopes.join(' ')}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/userinfo/token-in-query',
    summary: 'Takes the access token in the query parameter `access_token` too, at userinfo.',
    stage: 'api.token',
    origin: 'vendor',
    setting: on,
    source: source('A-80', 'reported', 'https://github.com/auth0/passport-auth0'),
    apply: ({ header, query }) =>
      header === undefined && query !== undefined
        ? { token: query, because: 'the request has no Authorization header' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/userinfo/unauthorized',
    summary: 'Refuses a token at userinfo with the plain text `Unauthorized`.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-81', 'recorded', PAGES.ruby),
    remedy: 'Refresh the token, or log in again; do not parse the body as JSON.',
    apply: ({ api, token, why }) =>
      api === 'userinfo'
        ? {
            reply: { status: 401, headers: [['WWW-Authenticate', REALM]], body: 'Unauthorized' },
            because: why === 'no-token' ? 'no token was sent' : whyNot(token),
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/userinfo/needs-its-audience',
    summary: 'Takes a token for an API only if its audience names the userinfo endpoint.',
    stage: 'userinfo.audience',
    origin: 'vendor',
    setting: on,
    source: source('A-82', 'reported', 'https://community.auth0.com/t/the-userinfo-endpoint-returns-401-unauthorized/6103'),
    remedy: 'Request openid with an API that signs with RS256, or ask userinfo with a token of its own.',
    apply: ({ audience, endpoint }) =>
      audience === undefined || audience.includes(endpoint)
        ? undefined
        : { takes: false, because: `the audience of the token is ${audience.join(', ')}` },
  }),
];
