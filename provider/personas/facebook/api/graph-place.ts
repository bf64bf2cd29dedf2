import type { LabRequest, Ports } from '../../../model/index.ts';
import { readForm, readJsonForm, readQuery } from '../../../oauth/parameters.ts';

type Params = Readonly<Record<string, string>>;

/** Host of the Graph API. */
export const GRAPH_HOST = 'graph.facebook.com';

const bodyOf = (request: LabRequest): Params =>
  (request.headers['content-type'] ?? '').startsWith('application/json')
    ? (readJsonForm(request) ?? {})
    : readForm(request).params;

/** Returns the parameters of a call. The body overrides the query. */
export const graphParams = (request: LabRequest): Params => ({ ...readQuery(request).params, ...bodyOf(request) });

const headerToken = (request: LabRequest, scheme: 'Bearer' | 'OAuth'): string | undefined =>
  new RegExp(`^${scheme} +(\\S+)$`, 'i').exec(request.headers.authorization ?? '')?.[1];

/** Returns the access token of a call. The plain engine reads a Bearer header and a form only. */
export const graphToken = (request: LabRequest, ports: Ports): string | undefined => {
  const places = {
    header: headerToken(request, 'Bearer'),
    oauth: headerToken(request, 'OAuth'),
    query: readQuery(request).params.access_token,
    body: bodyOf(request).access_token,
  };
  const found = Object.fromEntries(Object.entries(places).filter(([, token]) => token !== undefined && token !== ''));
  return ports.decide('api.token', found, { token: found.header ?? found.body }).token;
};
