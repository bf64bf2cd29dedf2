import type { LabRequest, Ports } from '../../../model/index.ts';
import { isJson, readForm, readJsonForm, readMultipartForm, readQuery } from '../../../oauth/parameters.ts';

type Params = Readonly<Record<string, string>>;

/** Host of the Graph API. */
export const GRAPH_HOST = 'graph.facebook.com';

/** Returns the parameters of a body: a form of either kind, or JSON, whose lists and objects stay JSON. */
export const bodyParams = (request: LabRequest): Params =>
  isJson(request) ? (readJsonForm(request, true) ?? {}) : { ...readMultipartForm(request), ...readForm(request).params };

/** A list as PHP writes it: `fields[0]=id&fields[1]=name`. */
const fieldList = ({ searchParams }: URL): Params => {
  const fields = [...searchParams].filter(([name]) => /^fields\[\d*\]$/.test(name)).map(([, value]) => value);
  return fields.length === 0 ? {} : { fields: fields.join(',') };
};

/** Returns the parameters of a call. The body overrides the query. */
export const graphParams = (request: LabRequest): Params => ({
  ...fieldList(request.url),
  ...readQuery(request).params,
  ...bodyParams(request),
});

const headerToken = (request: LabRequest, scheme: 'Bearer' | 'OAuth'): string | undefined =>
  new RegExp(`^${scheme} +(\\S+)$`, 'i').exec(request.headers.authorization ?? '')?.[1];

/** Returns the access token of a call. The plain engine reads a Bearer header and a form only. */
export const graphToken = (request: LabRequest, ports: Ports): string | undefined => {
  const places = {
    header: headerToken(request, 'Bearer'),
    oauth: headerToken(request, 'OAuth'),
    query: readQuery(request).params.access_token,
    body: bodyParams(request).access_token,
  };
  const found = Object.fromEntries(Object.entries(places).filter(([, token]) => token !== undefined && token !== ''));
  return ports.decide('api.token', found, { token: found.header ?? found.body }).token;
};
