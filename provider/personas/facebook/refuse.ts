import type { AuthorizeRefusal, OauthFailure, Ports, Reply } from '../../model/index.ts';
import type { Refused } from '../../oauth/authorize/vendor.ts';
import { redirect } from '../../oauth/replies.ts';
import { showError } from './pages.ts';

type Params = Readonly<Record<string, string>>;

/** An error goes only where the app has said that it waits, but for a setting that has it otherwise. */
const isTellable = ({ tells }: AuthorizeRefusal, { redirect_uri: redirectUri = '' }: Params, redirectUriFits: boolean): boolean =>
  (tells === 'unregistered' || (tells === 'app' && redirectUriFits)) && URL.canParse(redirectUri) && !redirectUri.includes('#');

/** The address of the app with an error of Facebook's own kind: `error_code` and `error_message`, no `error`. */
const told = ({ redirect_uri: redirectUri = '', state }: Params, { error, description }: AuthorizeRefusal): string => {
  const answer = new URLSearchParams({ error_code: error, error_message: description, ...(state !== undefined && { state }) });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${answer}`;
};

/** A refusal in Facebook's words: on a page, or back to the app. */
export const refuse = (plainly: AuthorizeRefusal, { params, client, redirectUriFits }: Refused, ports: Ports): Reply => {
  const { refusal } = ports.decide('authorize.words', { params, refusal: plainly }, { refusal: plainly });
  if (!client || !isTellable(refusal, params, redirectUriFits)) return showError(refusal, ports);
  const plain = told(params, refusal);
  const input = { location: plain, by: 'query' as const, params, client, failed: true, shown: 'none' as const };
  return redirect(ports.decide('authorize.location', input, { location: plain }).location);
};

/** What the plain engine does with a request that cannot be answered by a redirect: it says so on the spot. */
export const refusePlainly = (failure: OauthFailure, ports: Ports): Reply =>
  showError({ status: 400, error: `Error 400: ${failure.error}`, description: failure.description ?? '' }, ports);
