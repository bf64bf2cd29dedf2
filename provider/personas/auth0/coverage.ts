import type { RowCoverage } from '../../model/index.ts';

const ROWS = 'personas/auth0/rows.wire.test.ts';
const USERS = 'personas/auth0/users.wire.test.ts';

const later = (what: string): RowCoverage => ({ state: 'not mimicked', why: `${what} not begun` });
const ofClients: RowCoverage = { state: 'not mimicked', why: 'tells what a library does, not what the tenant answers' };

/** Coverage of the rows that no behaviour names. */
export const COVERAGE: Readonly<Record<string, RowCoverage>> = {
  'A-12': {
    tests: [
      [ROWS, 'are asked to log in again by prompt=login, sign-up page included'],
      [ROWS, 'see the consent page again for prompt=consent'],
    ],
  },
  'A-14': {
    state: 'partly',
    why: 'the lab stands in for the identity provider, at an address of the tenant',
    behaviours: ['auth0/login/other-connection', 'auth0/silent/other-connection'],
  },
  'A-15': { tests: [[ROWS, 'ask for a login where max_age is over, and not where it is not']] },
  'A-17': later('organizations are'),
  'A-18': later('second factors are'),
  'A-21': {
    behaviours: ['auth0/redirect/response-modes'],
    tests: [[ROWS, 'let a page in a frame of the app alone, and hold what is in the message as text']],
  },
  'A-22': {
    tests: [
      [ROWS, 'fail in a frame to which the browser sends no cookie, though the session is there'],
      [ROWS, 'set a session cookie that a frame of another site gets'],
    ],
  },
  'A-33': { tests: [[ROWS, 'have one audience as a text for an API with HS256, signed with its secret']] },
  'A-35': { tests: [[ROWS, 'of machines have the client as subject and a hyphen in gty']] },
  'A-38': { tests: [[ROWS, 'are another user by each connection, with the same address']] },
  'A-39': {
    tests: [
      [ROWS, 'have an issuer of their own, with a slash, at the vendor’s address and at the lab’s'],
      [ROWS, 'name the tenant in tokens, in the address of its pages and in its certificates'],
    ],
  },
  'A-50': later('detection of leaked passwords and of robots is'),
  'A-53': later('second factors are'),
  'A-54': later('second factors are'),
  'A-56': { behaviours: ['auth0/limits/rate', 'auth0/limits/exceeded'] },
  'A-57': { tests: [[ROWS, 'end at userinfo with the fifth call too many in a minute, for each user']] },
  'A-62': { tests: [[ROWS, 'give an access token with fewer scopes, and go on for the same API']] },
  'A-64': {
    tests: [
      [ROWS, 'are used by one of several at once, and the others end the family'],
      [ROWS, 'of another device live on when a family dies'],
    ],
  },
  'A-65': { tests: [[ROWS, 'are used by all of several at once within the reuse interval']] },
  'A-66': { tests: [[ROWS, 'rotate and expire for a browser app, and do neither for others']] },
  'A-68': { behaviours: ['auth0/refresh/rotation-switched'] },
  'A-69': { tests: [[ROWS, 'and access tokens outlive a logout']] },
  'A-70': later('online refresh tokens are'),
  'A-71': { tests: [[ROWS, 'end with a revocation, whose answer is empty JSON, and access tokens do not']] },
  'A-72': {
    behaviours: ['auth0/refresh/reuse-ends-family', 'auth0/refresh/leeway'],
    tests: [
      [ROWS, 'die as a family when the answer to a rotation is lost and the old one is sent again'],
      [ROWS, 'are forgiven within the reuse interval when the answer was lost'],
    ],
  },
  'A-90': { tests: [[USERS, 'have what they signed up with']] },
  'A-92': { tests: [[USERS, 'are told the policy on the sign-up page, and stay who they were']] },
  'A-93': {
    tests: [
      [ROWS, 'sign up on the page and are in the app at once, with an address that is not verified'],
      [USERS, 'sign up by the API without a login, and log in by a second call'],
    ],
  },
  'A-94': {
    tests: [[USERS, 'verify their address once by the link of the mail, and tokens before that keep the old word']],
  },
  'A-95': { tests: [[ROWS, 'are verified in new tokens alone']] },
  'A-97': {
    tests: [
      [USERS, 'are told nothing of who is there: no mail goes to an unknown address'],
      [USERS, 'get a new password by a mail: asked for by the API or on the login page, once, and strong'],
    ],
  },
  'A-98': later('passwordless login is'),
  'A-99': later('passwordless login is'),
  'A-100': { tests: [[ROWS, 'are another user by each connection, with the same address']] },
  'A-112': {
    behaviours: ['auth0/logout/v2'],
    tests: [[ROWS, 'compare host without case and path with it, and allow one star in the host']],
  },
  'A-114': { tests: [[ROWS, 'stay signed in at the identity provider after a logout without federated']] },
  'A-115': { behaviours: ['auth0/logout/oidc-hint-mismatch'] },
  'A-116': {
    tests: [
      [ROWS, 'and access tokens outlive a logout'],
      [ROWS, 'leave the sessions of other browsers alone'],
    ],
  },
  'A-117': { tests: [[ROWS, 'call the clients of the session with a logout token, and only those']] },
  'A-118': {
    tests: [
      [USERS, 'ends a session alone, or with the refresh tokens that it brought'],
      [USERS, 'ends refresh tokens by family, with an id that rotation keeps; access tokens live on'],
    ],
  },
  'A-120': later('the device flow is'),
  'A-121': later('CIBA is'),
  'A-122': later('pushed authorization requests are'),
  'A-123': later('second factors are'),
  'A-124': later('token exchange is'),
  'A-125': later('DPoP is'),
  'A-126': later('encryption of access tokens by API is'),
  'A-128': later('embedded login is'),
  'A-130': { tests: [[ROWS, 'carry the permissions of the API and claims of an Action, and leave out what is reserved']] },
  'A-131': {
    behaviours: ['auth0/id-token/key-id'],
    tests: [[ROWS, 'verify with the published keys, before and after a rotation of the keys']],
  },
  'A-140': { tests: [[USERS, 'refuses bodies and queries in the words of its validator']] },
  'A-141': { tests: [[USERS, 'creates users who can log in, once for each address, and mails those who are not verified']] },
  'A-142': { tests: [[USERS, 'deletes a user with everything, and says of a refresh that the user is gone']] },
  'A-143': { tests: [[USERS, 'lists users in pages, by search and by address']] },
  'A-144': { tests: [[USERS, 'shows refresh tokens that never expire with null, and their API']] },
  'A-145': { tests: [[USERS, 'mails a verification as a job, and gives tickets with an end and a result']] },
  'A-146': { tests: [[USERS, 'has devices of users, and none of machines']] },
  'A-147': later('the logs of a tenant are'),
  'A-150': { tests: [[ROWS, 'verify with the published keys, before and after a rotation of the keys']] },
  'A-151': ofClients,
  'A-152': { tests: [[ROWS, 'are asked for with parameters of the SDKs that change nothing']] },
  'A-154': ofClients,
  'A-155': ofClients,
};
