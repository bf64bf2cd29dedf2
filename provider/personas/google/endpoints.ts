import type { AbsentAddress, EndpointTable } from '../../model/index.ts';

/** Google's hosts and paths, as in its documents. @see https://accounts.google.com/.well-known/openid-configuration */
const ACCOUNTS = 'https://accounts.google.com';
const OAUTH2 = 'https://oauth2.googleapis.com';
const OPENID = 'https://openidconnect.googleapis.com';
const WWW = 'https://www.googleapis.com';

export const ENDPOINTS = {
  authorize: `${ACCOUNTS}/o/oauth2/v2/auth`,
  authorizeLegacy: `${ACCOUNTS}/o/oauth2/auth`,
  signIn: `${ACCOUNTS}/v3/signin/identifier`,
  delegate: `${ACCOUNTS}/DelegateAccountSelector`,
  consent: `${ACCOUNTS}/signin/oauth/consent`,
  errorPage: `${ACCOUNTS}/signin/oauth/error`,
  token: `${OAUTH2}/token`,
  tokenV4: `${WWW}/oauth2/v4/token`,
  tokenV3: `${WWW}/oauth2/v3/token`,
  tokenLegacy: `${ACCOUNTS}/o/oauth2/token`,
  revoke: `${OAUTH2}/revoke`,
  revokeLegacy: `${ACCOUNTS}/o/oauth2/revoke`,
  tokeninfo: `${OAUTH2}/tokeninfo`,
  tokeninfoV3: `${WWW}/oauth2/v3/tokeninfo`,
  tokeninfoV2: `${WWW}/oauth2/v2/tokeninfo`,
  tokeninfoV1: `${WWW}/oauth2/v1/tokeninfo`,
  userinfo: `${OPENID}/v1/userinfo`,
  userinfoV3: `${WWW}/oauth2/v3/userinfo`,
  userinfoV2: `${WWW}/oauth2/v2/userinfo`,
  userinfoV2Me: `${WWW}/userinfo/v2/me`,
  userinfoV1: `${WWW}/oauth2/v1/userinfo`,
  jwks: `${WWW}/oauth2/v3/certs`,
  certificates: `${WWW}/oauth2/v1/certs`,
  discovery: `${ACCOUNTS}/.well-known/openid-configuration`,
  metadata: `${ACCOUNTS}/.well-known/oauth-authorization-server`,
  logout: `${ACCOUNTS}/Logout`,
  logoutLower: `${ACCOUNTS}/logout`,
  device: `${OAUTH2}/device/code`,
  driveAbout: `${WWW}/drive/v3/about`,
  driveFiles: `${WWW}/drive/v3/files`,
  driveFile: `${WWW}/drive/v3/files/:fileId`,
  driveExport: `${WWW}/drive/v3/files/:fileId/export`,
  driveUpload: `${WWW}/upload/drive/v3/files`,
} as const;

/** Google's hosts. The first is that of the issuer. */
export const HOSTS = [ACCOUNTS, OAUTH2, OPENID, WWW].map((origin) => new URL(origin).host);

/** Hosts of APIs that apps call with their user's token, and that have no route here. */
export const UNSERVED_HOSTS = [
  ...['admin', 'calendar-json', 'chat', 'classroom', 'docs', 'drive', 'driveactivity', 'fitness', 'forms', 'gmail'],
  ...['iamcredentials', 'keep', 'meet', 'people', 'photoslibrary', 'photospicker', 'script', 'searchconsole', 'sheets'],
  ...['slides', 'sts', 'tasks', 'youtube', 'youtubeanalytics'],
].map((service) => `${service}.googleapis.com`);

/** The hosts and paths of sign-in are known whole: an address beside them is a 404 page at Google, too. */
export const ABSENT: readonly AbsentAddress[] = [
  { path: /\/\.well-known\/(?!risc-configuration$)/, row: 'G-92' },
  { host: 'oauth2.googleapis.com', path: /^\/(?!device\/code$)/, row: 'G-92' },
  { host: 'openidconnect.googleapis.com', path: /^\//, row: 'G-92' },
  { host: 'www.googleapis.com', path: /^\/oauth2\//, row: 'G-92' },
];

/** Google's issuer. */
export const ISSUER = ACCOUNTS;

/** Endpoint names in faults, the wire log and scenarios. */
export const NAMES = {
  authorize: 'front',
  'sign-in': 'front',
  consent: 'front',
  'error-page': 'front',
  token: 'back',
  userinfo: 'back',
  tokeninfo: 'back',
  jwks: 'back',
  discovery: 'back',
  revoke: 'back',
  logout: 'front',
  'api:drive.about.get': 'api',
  'api:drive.files.list': 'api',
  'api:drive.files.get': 'api',
  'api:drive.files.create': 'api',
  'api:drive.files.update': 'api',
  'api:drive.files.delete': 'api',
  'api:drive.files.export': 'api',
} as const satisfies EndpointTable;
