import type { AuthorizeRefusal } from '../../model/index.ts';

/** Codes and texts of dialog errors. @see https://developers.facebook.com/docs/facebook-login/security */
export const DIALOG_ERRORS = {
  invalidApp: ['Invalid App ID', 'Invalid App ID: The provided app ID does not look like a valid app ID.'],
  noRedirectUri: ['Error', 'The parameter redirect_uri is required'],
  foreignDomain: [
    '1349048',
    "Can't Load URL: The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and subdomains of your app to the App Domains field in your app settings.",
  ],
  inDevelopment: [
    '1349126',
    "App Not Setup: This app is still in development mode, and you don't have access to it. Switch to a registered test user or ask an app admin for permissions.",
  ],
  notActive: [
    'App not active',
    'App not active: This app is not accessible right now and the app developer is aware of the issue. You will be able to log in when the app is reactivated.',
  ],
  blocked: [
    '1349168',
    'URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.',
  ],
  unapproved: ['1349186', 'Feature Unavailable: This app asks for permissions that it was not approved for.'],
  insecure: [
    '1349187',
    "Insecure Login Blocked: You can't get an access token or log in to this app from an insecure page. Try re-loading the page as https://",
  ],
  embedded: ['Login disabled', 'For your account security, logging in to Facebook from an embedded browser is disabled.'],
  other: ['Sorry, something went wrong.', "We're working on it and we'll get it fixed as soon as we can."],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

type Name = keyof typeof DIALOG_ERRORS;

/** A refusal on a page or in a redirect to the app. The status of the page is not documented. */
export const dialogError = (
  name: Name,
  tells: NonNullable<AuthorizeRefusal['tells']> = 'person',
  status = 400,
): AuthorizeRefusal => {
  const [error, description] = DIALOG_ERRORS[name];
  return { status, error, description, tells };
};
