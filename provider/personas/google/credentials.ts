import type { LabRequest, Ports } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // sent unescaped, as many clients do
  }
};

/** Returns client id and secret of an HTTP Basic header as form fields. Empty without the header. @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
export const basicCredentials = (request: LabRequest): Readonly<Record<string, string>> => {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!encoded) return {};
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return {};
  return { client_id: unescaped(pair.slice(0, colon)), client_secret: unescaped(pair.slice(colon + 1)) };
};

const bearerToken = (request: LabRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

const places = (header: string | undefined, query: string | undefined, body: string | undefined) => ({
  ...(header !== undefined && { header }),
  ...(query !== undefined && { query }),
  ...(body !== undefined && { body }),
});

/** Returns the access token of a request. The plain engine reads the header and a form body only. */
export const accessTokenOf = (request: LabRequest, ports: Ports): string | undefined => {
  const [header, body] = [bearerToken(request), readForm(request).params.access_token];
  const input = places(header, readQuery(request).params.access_token, body);
  return ports.decide('api.token', input, { token: header ?? body }).token;
};
