import type { Design } from '../../model/index.ts';

const CREDENTIALS = 'first-party/clients/credentials';

/** Designs of an API of one's own, side by side. The schemes are those of clients that list none. */
export const designs: readonly Design[] = [
  {
    id: 'sessions',
    summary: 'A login with a boolean in its answer and a session cookie, for pages and API alike.',
    settings: { [CREDENTIALS]: 'session' },
  },
  {
    id: 'tokens',
    summary: 'Registration first, then a token for Basic credentials, with remember me.',
    settings: { [CREDENTIALS]: 'token' },
  },
  {
    id: 'token-in-registration',
    summary: 'Registration answers with the user and a token together.',
    settings: { [CREDENTIALS]: 'token', 'first-party/registration/token-in-reply': 'user-and-token' },
  },
  {
    id: 'tokens-for-ever',
    summary: 'Tokens that live until somebody ends them.',
    settings: { [CREDENTIALS]: 'token', 'first-party/tokens/never-expires': 'never-expires' },
  },
  {
    id: 'validated-first',
    summary: 'Nobody signs in before the address is validated, and the link of the mail leads to a button.',
    settings: {
      [CREDENTIALS]: 'session,token',
      'first-party/validation/policy': 'block',
      'first-party/validation/needs-post': 'post-validates',
    },
  },
  {
    id: 'tells-nothing',
    summary: 'Registration answers the same for every address; a mail to its owner says the rest.',
    settings: { [CREDENTIALS]: 'session,token', 'first-party/registration/enumeration-safe': 'tells-nothing' },
  },
  {
    id: 'oauth',
    summary: 'OAuth 2.0 without redirects: tokens of a client first, then of its user, with refresh tokens.',
    settings: { [CREDENTIALS]: 'oauth' },
  },
  {
    id: 'basic',
    summary: 'E-mail address and password with every request, as Basic or Digest credentials.',
    settings: { [CREDENTIALS]: 'basic' },
  },
  {
    id: 'api-keys',
    summary: 'A key in a header of its own, shown once.',
    settings: { [CREDENTIALS]: 'session,api-key' },
  },
  {
    id: 'hmac',
    summary: 'Every request is signed with a secret that is shown once.',
    settings: { [CREDENTIALS]: 'session,hmac' },
  },
  {
    id: 'rolling',
    summary: 'Every request carries a pair of tokens, and the answer the next one.',
    settings: { [CREDENTIALS]: 'rolling' },
  },
  {
    id: 'presence',
    summary: 'To be available is to be signed in: presence takes the password, and offline ends the token.',
    settings: { [CREDENTIALS]: 'token' },
  },
];
