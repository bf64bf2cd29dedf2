import type { AuthorizeRefusal, LabRequest, OauthFailure, Ports, Reply } from '../../model/index.ts';
import type { Refused } from '../../oauth/authorize/vendor.ts';
import { redirect } from '../../oauth/replies.ts';
import { readAuthError, writeAuthError } from './auth-error.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';
import { showError, showInteractionExpired } from './pages.ts';

const FLOW_NAME = 'GeneralOAuthFlow';

/** Redirects to Google's error page, with the error encoded in the URL (G-30). */
export const toErrorPage = (refusal: AuthorizeRefusal, { params }: Refused, ports: Ports): Reply => {
  const uri = refusal.error === 'invalid_client' ? undefined : params.redirect_uri;
  const authError = writeAuthError({ ...refusal, ...(uri !== undefined && { detail: { name: 'redirect_uri', value: uri } }) });
  const query = new URLSearchParams({ authError, client_id: params.client_id ?? '', flowName: FLOW_NAME });
  return redirect(`${ports.address(ENDPOINTS.errorPage)}?${query}`);
};

/** The plain engine's response to a request that cannot be answered by redirect. */
export const refusePlainly = (failure: OauthFailure, ports: Ports): Reply =>
  showError({ status: 400, error: failure.error, description: failure.description ?? '' }, [], ports);

const handle = (request: LabRequest, ports: Ports): Reply => {
  const query = request.url.searchParams;
  const error = readAuthError(query.get('authError') ?? '');
  if (!error) return showInteractionExpired(ports);
  const clientId = query.get('client_id') ?? '';
  ports.note({ client: clientId });
  const details = [...(error.detail ? [`${error.detail.name}=${error.detail.value}`] : []), `flowName=${FLOW_NAME}`];
  const status = error.status >= 400 && error.status < 600 ? error.status : 400;
  return { ...showError({ ...error, status }, details, ports), refusal: { kind: 'refused-before', clientId } };
};

/** The error page. All its content comes from the URL, as at Google. */
export const errorPageRoute = googleRoute('error-page', ['GET', 'HEAD'], ENDPOINTS.errorPage, handle);
