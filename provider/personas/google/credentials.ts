import { bearerToken, type LabRequest, type Ports } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';

const places = (header: string | undefined, query: string | undefined, body: string | undefined) => ({
  ...(header !== undefined && { header }),
  ...(query !== undefined && { query }),
  ...(body !== undefined && { body }),
});

/** Returns the access token of a request. The plain engine reads the header and a form body only. */
export const accessTokenOf = (request: LabRequest, ports: Ports): string | undefined => {
  const [header, body] = [bearerToken(request.headers.authorization), readForm(request).params.access_token];
  const { access_token: query, oauth_token: oldName } = readQuery(request).params;
  const input = places(header, query ?? oldName, body);
  return ports.decide('api.token', input, { token: header ?? body }).token;
};
