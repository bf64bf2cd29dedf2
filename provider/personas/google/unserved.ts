import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { isRefused, judgeRequest } from './api/guard.ts';
import { ENDPOINTS, UNSERVED_HOSTS } from './endpoints.ts';
import { unrouted } from './google-route.ts';

const WWW_HOST = new URL(ENDPOINTS.driveFiles).host;

/** `/calendar/v3/…`, `/upload/youtube/v3/…`. */
const API_PATH = /^\/(?:upload\/|batch\/)?[a-z0-9]+\/v\d[a-z0-9]*\//;

/** What the lab serves, and endpoints of sign-in: another method or version there is a page at once. */
const SERVED = /^\/(?:oauth2|discovery)\/|^\/(?:upload\/)?drive\/v3\/(?:about|files(?:\/[^/]+(?:\/export)?)?)\/?$/;

/** Returns the service of an API that the lab does not serve. Undefined for any other address. */
const serviceAt = ({ hostname, pathname }: URL): string | undefined => {
  if (UNSERVED_HOSTS.includes(hostname)) return hostname.split('.')[0];
  return hostname === WWW_HOST && API_PATH.test(pathname) && !SERVED.test(pathname)
    ? pathname.replace(/^\/(?:upload|batch)\//, '/').split('/')[1]
    : undefined;
};

const refused = (status: number, error: string, error_description: string): Reply =>
  jsonReply(status, { error, error_description });

/** The first error of the device flow: no client of the lab is registered for a device. */
const refuseDevice = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { client_id: id } = { ...basicCredentials(request), ...readQuery(request).params, ...readForm(request).params };
  if (!id) return refused(400, 'invalid_request', 'Could not determine client ID from request.');
  if (!(await ports.clients.find(id))) return refused(401, 'invalid_client', 'The OAuth client was not found.');
  return refused(401, 'invalid_client', 'Invalid client type.');
};

const isDeviceRequest = ({ method, url }: LabRequest): boolean =>
  method === 'POST' && url.href.split('?')[0] === ENDPOINTS.device;

/** Answers what the lab does not serve as Google begins to: an API looks at the credential before the path, the device endpoint at the client. */
export const unserved = async (request: LabRequest, ports?: Ports): Promise<Reply> => {
  if (!ports) return unrouted(request, ports);
  if (isDeviceRequest(request)) return refuseDevice(request, ports);
  const service = serviceAt(request.url);
  const caller =
    service === undefined ? undefined : await judgeRequest(request, { api: `${service}.unserved`, needed: [] }, ports);
  return caller && isRefused(caller) ? caller : unrouted(request, ports);
};
