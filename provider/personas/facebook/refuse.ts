import type { AuthorizeRefusal, OauthFailure, Ports, Reply } from '../../model/index.ts';
import type { Refused } from '../../oauth/authorize/vendor.ts';
import { redirect } from '../../oauth/replies.ts';
import { showError } from './pages.ts';

type Params = Readonly<Record<string, string>>;

/** Errors are returned only to registered redirect URIs, unless a setting allows others. */
const isTellable = ({ tells }: AuthorizeRefusal, { redirect_uri: redirectUri = '' }: Params, redirectUriFits: boolean): boolean =>
  (tells === 'unregistered' || (tells === 'app' && redirectUriFits)) && URL.canParse(redirectUri) && !redirectUri.includes('#');

/** Returns the redirect URI with Facebook's error parameters: `error_code` and `error_message`, no `error`. */
const told = ({ redirect_uri: redirectUri = '', state }: Params, { error, description }: AuthorizeRefusal): string => {
  const answer = new URLSearchParams({ error_code: error, error_message: description, ...(state !== undefined && { state }) });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${answer}`;
};

/** Returns Facebook's refusal: a page, or a redirect to the app. */
export const refuse = (plainly: AuthorizeRefusal, { params, client, redirectUriFits }: Refused, ports: Ports): Reply => {
  const { refusal } = ports.decide('authorize.words', { params, refusal: plainly }, { refusal: plainly });
  if (!client || !isTellable(refusal, params, redirectUriFits)) return showError(refusal, ports);
  const plain = told(params, refusal);
  const input = { location: plain, by: 'query' as const, params, client, failed: true, shown: 'none' as const };
  return redirect(ports.decide('authorize.location', input, { location: plain }).location);
};

/** The plain engine's response to a request that cannot be answered by redirect. */
export const refusePlainly = (failure: OauthFailure, ports: Ports): Reply =>
  showError({ status: 400, error: `Error 400: ${failure.error}`, description: failure.description ?? '' }, ports);
