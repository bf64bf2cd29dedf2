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

/** The first error of the device flow. */
const refuseDevice = async (request: LabRequest, ports: Ports): Promise<Reply | undefined> => {
  const { client_id: id } = { ...basicCredentials(request), ...readQuery(request).params, ...readForm(request).params };
  if (!id) return refused(400, 'invalid_request', 'Could not determine client ID from request.');
  if (!(await ports.clients.find(id))) return refused(401, 'invalid_client', 'The OAuth client was not found.');
  return undefined;
};

const isDeviceRequest = ({ method, url }: LabRequest): boolean =>
  method === 'POST' && url.href.split('?')[0] === ENDPOINTS.device;

/** An API key is a credential of public data, and the lab knows none. */
const hasApiKey = ({ url, headers }: LabRequest): boolean =>
  url.searchParams.has('key') || headers['x-goog-api-key'] !== undefined;

/** What Google checks first: an API the credential, the device endpoint the client. */
export const refuseUnserved = async (request: LabRequest, ports: Ports): Promise<Reply | undefined> => {
  if (isDeviceRequest(request)) return refuseDevice(request, ports);
  const service = serviceAt(request.url);
  if (service === undefined || hasApiKey(request)) return undefined;
  const caller = await judgeRequest(request, { api: `${service}.unserved`, needed: [] }, ports);
  return isRefused(caller) ? caller : undefined;
};

/** Answers what Google has no address for, and in its manner what the lab does not serve: no client of the lab is a device. */
export const unserved = (request: LabRequest, ports?: Ports): Reply | Promise<Reply> =>
  ports && isDeviceRequest(request) ? refused(401, 'invalid_client', 'Invalid client type.') : unrouted(request, ports);
