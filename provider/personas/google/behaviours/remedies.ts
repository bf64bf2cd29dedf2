import type { BehaviourId } from '../../../model/index.ts';

const CONSOLE = 'in the Google Cloud console';
const OFFLINE = 'redirect to /authorize with access_type=offline and prompt=consent';
const SIGN_IN = 'Forget the refresh token and redirect to /authorize: only the person can fix this.';

/** What a right client, or its developer, does when it meets a refusal. */
export const REMEDIES: Readonly<Record<BehaviourId, string>> = {
  'google/authorize/deleted-client': `Create a new client ${CONSOLE} and use its id and secret.`,
  'google/authorize/origin-mismatch': `Register the origin of the page ${CONSOLE}, with scheme and port.`,
  'google/authorize/hidden-scope': 'Ask for scopes that the app may request, or have the app verified for this one.',
  'google/authorize/testers-only': `Add the person to the test users ${CONSOLE}, or publish the app.`,
  'google/authorize/disabled-account': 'Nothing: the person uses another account. Offer the sign-in again.',
  'google/authorize/org-internal': 'Sign in with an account of the organization, or make the app external.',
  'google/authorize/admin-policy': 'Tell the person that the administrator blocks the app; retrying does not help.',
  'google/authorize/disallowed-user-agent': 'Open the system browser instead of an embedded web view.',
  'google/authorize/missing-parameter': 'Send client_id, redirect_uri, response_type and scope with every request.',
  'google/authorize/unknown-client': 'Send the client id that is registered, and check which project it belongs to.',
  'google/authorize/oob-removed': 'Use a loopback redirect URI with a port of your own.',
  'google/authorize/private-address': 'Use localhost, 127.0.0.1 or a public host name in the redirect URI.',
  'google/authorize/reserved-redirect-parameter': 'Take `state` out of the redirect URI and send it as the parameter.',
  'google/authorize/redirect-uri-mismatch': `Register this redirect URI ${CONSOLE}, or send a registered one: every character counts.`,
  'google/authorize/unknown-scope': 'Correct the scope that the page names.',
  'google/authorize/unknown-prompt': 'Send none, consent, select_account, or the last two with a space between them.',
  'google/authorize/error-page': 'Correct the request: the page names the parameter. The app gets no callback.',
  'google/authorize/prompt-conflict': 'Leave out approval_prompt and send prompt only.',
  'google/authorize/unknown-approval-prompt': 'Use prompt=consent instead of approval_prompt.',
  'google/authorize/nonce-required': 'Send a new random nonce with each request, and compare it with the ID token.',
  'google/authorize/insecure-redirect': 'Use https, or a loopback address during development.',
  'google/authorize/silent-failure':
    'Show a sign-in button: repeat the request without prompt=none, in a page that the person sees.',
  'google/consent/denied-by-person':
    'Accept the denial: keep the person signed out of the feature, and offer it again on request.',
  'google/authorize/denied-without-description':
    'Accept the denial: show why the access is needed, and offer it again on request.',
  'google/refresh/online-has-none': `To work without the person, ${OFFLINE}; else redirect again when the token ends.`,
  'google/refresh/first-consent-only': `Keep the refresh token of the first login; if it is lost, ${OFFLINE}.`,
  'google/refresh/time-limited-access': 'Redirect to /authorize when the refresh token ends: the person limited the time.',
  'google/refresh/testing-seven-days': `Publish the app ${CONSOLE}; until then send the person through /authorize every seven days.`,
  'google/refresh/six-months-unused': 'Refresh from time to time, or redirect to /authorize when the person comes back.',
  'google/refresh/limit-of-100': 'Keep one refresh token for each person instead of asking for a new one at every login.',
  'google/refresh/account-gone': 'Forget the tokens of this account; offer a sign-in with another one.',
  'google/refresh/admin-policy': 'Stop refreshing and tell the person that the administrator blocks the app.',
  'google/refresh/password-change': SIGN_IN,
  'google/refresh/session-control': 'Redirect to /authorize: the person signs in again. Keep the refresh token until then.',
  'google/refresh/dead-text-fades': `${SIGN_IN} Judge by invalid_grant, not by the text.`,
  'google/token/deleted-client': `Create a new client ${CONSOLE}; tokens of the old one are lost.`,
  'google/token/errors':
    'invalid_grant: forget the code or refresh token and redirect to /authorize. invalid_client: correct id and secret. Neither is to be retried.',
  'google/token/pkce-errors': 'Send the code_verifier of the same login; then start a new login, because the code is spent.',
  'google/token/failed-exchange-spends-code': 'Start a new login: the code cannot be sent again.',
  'google/token/postmessage': 'Send redirect_uri=postmessage with the code of a popup.',
  'google/token/dpop': 'Sign the proof anew with the key of the login, and with the nonce that the answer names.',
  'google/api/401-invalid-token':
    'Refresh once and repeat the call once. Without a refresh token, or if the refresh is refused, redirect to /authorize.',
  'google/api/401-no-credentials': 'Send `Authorization: Bearer` with the access token.',
  'google/api/403-insufficient-scope':
    'Ask for the missing scope: redirect to /authorize with include_granted_scopes=true. A refresh does not help.',
  'google/api/403-reads-without-credentials': 'Send `Authorization: Bearer` with the access token.',
  'google/api/403-service-disabled': `Enable the API for the project ${CONSOLE}.`,
  'google/api/error-envelope': 'Read `error.status` and `error.errors[0].reason`; `error` is an object here, not a text.',
  'google/api/rate-limit': 'Wait and repeat with exponential backoff; honour Retry-After.',
  'google/api/rate-limit-reply': 'Wait and repeat with exponential backoff. A 403 with this reason is not a missing permission.',
  'google/tokeninfo/errors': 'Treat the token as invalid: refresh it, or sign the person in again.',
  'google/userinfo/errors': 'Refresh once and repeat the call once.',
  'google/revoke/dead-token-400': 'Take it as success: the token is over anyway.',
  'google/revoke/get-404': 'Send POST with the token in a form.',
  'google/routes/html-404': 'Correct the address; read it from the discovery document.',
};
