import type { LabRequest, Ports } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';

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
  const { access_token: query, oauth_token: oldName } = readQuery(request).params;
  const input = places(header, query ?? oldName, body);
  return ports.decide('api.token', input, { token: header ?? body }).token;
};
