import { splitSpaces } from '../../oauth/space-delimited.ts';
import { MORE_SCOPES, SCOPE_ALIASES } from './more-scopes.ts';
import { PUBLISHED_SCOPES } from './published-scopes.ts';

/** Google's scopes as data, what the consent page says about each, and Google's two spellings of the identity scopes. */
const AUTH = 'https://www.googleapis.com/auth/';

const LONG_EMAIL = `${AUTH}userinfo.email`;
const LONG_PROFILE = `${AUTH}userinfo.profile`;

/** Words of the consent page, by scope. @see https://developers.google.com/identity/protocols/oauth2/scopes */
const WORDS: Readonly<Record<string, string>> = {
  openid: 'Associate you with your personal info on Google',
  email: 'See your primary Google Account email address',
  profile: 'See your personal info, including any you have made public',
  [LONG_EMAIL]: 'See your primary Google Account email address',
  [LONG_PROFILE]: 'See your personal info, including any you have made public',
  [`${AUTH}drive`]: 'See, edit, create, and delete all of your Google Drive files',
  [`${AUTH}drive.file`]: 'See, edit, create, and delete only the Google Drive files that you use with this app',
  [`${AUTH}drive.readonly`]: 'See and download all your Google Drive files',
  [`${AUTH}drive.metadata`]: 'View and manage metadata of files in your Google Drive',
  [`${AUTH}drive.metadata.readonly`]: 'See information about your Google Drive files',
  [`${AUTH}drive.appdata`]: 'See, create, and delete its own configuration data in your Google Drive',
  [`${AUTH}documents`]: 'See, edit, create, and delete all your Google Docs documents',
  [`${AUTH}documents.readonly`]: 'See all your Google Docs documents',
  [`${AUTH}spreadsheets`]: 'See, edit, create, and delete all your Google Sheets spreadsheets',
  [`${AUTH}spreadsheets.readonly`]: 'See all your Google Sheets spreadsheets',
  [`${AUTH}presentations`]: 'See, edit, create, and delete all your Google Slides presentations',
  [`${AUTH}calendar`]: 'See, edit, share, and permanently delete all the calendars you can access using Google Calendar',
  [`${AUTH}calendar.readonly`]: 'See and download any calendar you can access using your Google Calendar',
  [`${AUTH}calendar.events`]: 'View and edit events on all your calendars',
  [`${AUTH}calendar.events.readonly`]: 'View events on all your calendars',
  'https://mail.google.com/': 'Read, compose, send, and permanently delete all your email from Gmail',
  [`${AUTH}gmail.readonly`]: 'View your email messages and settings',
  [`${AUTH}gmail.modify`]: 'Read, compose, and send emails from your Gmail account',
  [`${AUTH}gmail.send`]: 'Send email on your behalf',
  [`${AUTH}gmail.compose`]: 'Manage drafts and send emails',
  [`${AUTH}gmail.labels`]: 'See and edit your email labels',
  [`${AUTH}gmail.metadata`]: 'View your email message metadata when the email body is not needed',
  [`${AUTH}contacts`]: 'See, edit, download, and permanently delete your contacts',
  [`${AUTH}contacts.readonly`]: 'See and download your contacts',
  [`${AUTH}tasks`]: 'Create, edit, organize, and delete all your tasks',
  [`${AUTH}tasks.readonly`]: 'View your tasks',
  [`${AUTH}youtube`]: 'Manage your YouTube account',
  [`${AUTH}youtube.readonly`]: 'View your YouTube account',
  [`${AUTH}youtube.upload`]: 'Manage your YouTube videos',
  [`${AUTH}analytics.readonly`]: 'See and download your Google Analytics data',
  [`${AUTH}webmasters.readonly`]: 'View Search Console data for your verified sites',
  [`${AUTH}forms.body`]: 'See, edit, create, and delete all your Google Forms forms',
  [`${AUTH}user.birthday.read`]: 'See and download your exact date of birth',
  [`${AUTH}user.phonenumbers.read`]: 'See and download your personal phone numbers',
  [`${AUTH}cloud-platform`]:
    'See, edit, configure, and delete your Google Cloud data and see the email address for your Google Account.',
  [`${AUTH}cloud-platform.read-only`]:
    'View your data across Google Cloud services and see the email address of your Google Account',
};

/** All scopes that Google publishes. The lab grants each, and has an API for few. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  ...Object.keys(WORDS),
  ...Object.keys(PUBLISHED_SCOPES),
  ...MORE_SCOPES,
]);

/** The same, as the documents of the plain engine list them. */
export const SCOPE_LIST: readonly string[] = [...KNOWN_SCOPES];

/** What the consent page says about a scope: Google's words, or the APIs that it opens. */
export const scopeText = (scope: string): string => {
  const apis = Object.hasOwn(PUBLISHED_SCOPES, scope) ? PUBLISHED_SCOPES[scope] : undefined;
  if (Object.hasOwn(WORDS, scope)) return WORDS[scope] ?? scope;
  return apis === undefined ? scope : `Use ${apis.replaceAll(' ', ', ')} (${scope.replace(AUTH, '')})`;
};

/** The name of a scope today. */
export const currentScope = (scope: string): string => SCOPE_ALIASES.get(scope) ?? scope;

const SPELLINGS = [
  ['email', LONG_EMAIL],
  ['profile', LONG_PROFILE],
] as const;

/** Returns a scope in the spelling in which it was granted. Unchanged if it was not. */
export const grantedSpelling = (scope: string, granted: readonly string[]): string => {
  if (granted.includes(scope)) return scope;
  const spellings = SPELLINGS.find((pair) => pair.some((each) => each === scope)) ?? [currentScope(scope)];
  return spellings.find((each) => granted.includes(each)) ?? scope;
};

const IDENTITY = new Set(['openid', 'email', 'profile', LONG_EMAIL, LONG_PROFILE]);

/** True for the scopes of signing in, in either spelling. */
export const isIdentityScope = (scope: string): boolean => IDENTITY.has(scope);

/** Scopes of a `scope` parameter, each once, in order. */
export const scopesOf = splitSpaces;

const listed = (name: string, scopes: readonly string[]): string[] =>
  scopes.length === 0 ? [] : [`${name}=[${scopes.join(', ')}]`];

/** Google's sentence about a request with unknown scopes; it lists the valid ones only if there are any. */
export const describeInvalidScopes = (asked: readonly string[], invalid: readonly string[]): string => {
  const valid = asked.filter((scope) => !invalid.includes(scope));
  return `Some requested scopes were invalid. {${[...listed('valid', valid), ...listed('invalid', invalid)].join(', ')}}`;
};

/** Which identity facts a list of scopes opens, whatever its spelling. */
export const identityOf = (scopes: readonly string[]) => ({
  email: scopes.includes('email') || scopes.includes(LONG_EMAIL),
  profile: scopes.includes('profile') || scopes.includes(LONG_PROFILE),
  any: scopes.some(isIdentityScope),
});

/** As token answers and tokeninfo list scopes: API scopes as asked, then the long spellings around `openid`. */
export const scopesInTokens = (scopes: readonly string[]): readonly string[] => {
  const { email, profile, any } = identityOf(scopes);
  const identity = [profile && LONG_PROFILE, any && 'openid', email && LONG_EMAIL].filter((scope) => scope !== false);
  return [...scopes.filter((scope) => !isIdentityScope(scope)), ...identity];
};

/** As the callback lists them: as asked, then both long spellings, then `openid`. */
export const scopesInCallback = (scopes: readonly string[]): readonly string[] => {
  const { email, profile, any } = identityOf(scopes);
  const long = [email && LONG_EMAIL, profile && LONG_PROFILE, any && 'openid'].filter((scope) => scope !== false);
  return [...new Set([...scopes.filter((scope) => scope !== 'openid'), ...long])];
};
