import type { AuthorizeRefusal, Client, OauthFailure, Ports, Reply } from '../../model/index.ts';
import { redirect } from '../front/replies.ts';
import { showError } from './pages.ts';

type Params = Readonly<Record<string, string>>;

const isTellable = (redirectUri: string | undefined): redirectUri is string =>
  redirectUri !== undefined && URL.canParse(redirectUri) && !redirectUri.includes('#');

/** The address of the app with an error of Facebook's own kind: `error_code` and `error_message`, no `error`. */
const told = ({ redirect_uri: redirectUri = '', state }: Params, { error, description }: AuthorizeRefusal): string => {
  const answer = new URLSearchParams({ error_code: error, error_message: description, ...(state !== undefined && { state }) });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${answer}`;
};

/** A refusal in Facebook's words: on a page, or back to the app. */
export const refuse = (plainly: AuthorizeRefusal, params: Params, client: Client | undefined, ports: Ports): Reply => {
  const { refusal } = ports.decide('authorize.words', { params, refusal: plainly }, { refusal: plainly });
  if (refusal.tells !== 'app' || !client || !isTellable(params.redirect_uri)) return showError(refusal, ports);
  const plain = told(params, refusal);
  const turn = { location: plain, by: 'query' as const, params, client, failed: true, shown: 'none' as const };
  return redirect(ports.decide('authorize.location', turn, { location: plain }).location);
};

/** What the plain engine does with a request that cannot be answered by a redirect: it says so on the spot. */
export const refusePlainly = (failure: OauthFailure, ports: Ports): Reply =>
  showError({ status: 400, error: `Error 400: ${failure.error}`, description: failure.description ?? '' }, ports);
