import type { EndpointName, Engine, LabRequest, Person, SecretPlace } from '../model/index.ts';
import type { ExchangeContext, FaultFacts } from '../world/index.ts';

const jsonForm = (text: string): Record<string, string> => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {}; // malformed JSON: no client and no grant
  }
};

/** Returns the parameters of a request. The body overrides the query. */
export const parametersOf = (request: LabRequest): Readonly<Record<string, string>> => {
  const query = Object.fromEntries(request.url.searchParams);
  const type = request.headers['content-type'] ?? '';
  if (request.body.byteLength === 0) return query;
  const text = Buffer.from(request.body).toString('utf8');
  if (type.includes('json')) return { ...query, ...jsonForm(text) };
  if (type.includes('x-www-form-urlencoded')) return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
  return query;
};

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // sent unescaped, as many clients do
  }
};

/** Client id and secret of an HTTP Basic header (RFC 6749 §2.3.1). */
export const credentialsOf = ({ headers }: LabRequest): { readonly user: string; readonly secret: string } | undefined => {
  const [, encoded] = /^basic\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const [, user, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  return user === undefined || secret === undefined ? undefined : { user: unescaped(user), secret: unescaped(secret) };
};

/** Where a request has a client secret. */
const authenticationsOf = (request: LabRequest): readonly SecretPlace[] => [
  ...(credentialsOf(request) ? (['client_secret_basic'] as const) : []),
  ...(parametersOf(request).client_secret === undefined ? [] : (['client_secret_post'] as const)),
];

const namesOf = (person: Person | undefined): string[] => (person ? [person.key, person.sub, person.email] : []);

/** Returns client, person and scopes of a request, if known, for matching faults. */
export const faultFacts = async (
  context: ExchangeContext,
  engine: Engine,
  endpoint: EndpointName,
  request: LabRequest,
): Promise<FaultFacts> => {
  const parameters = parametersOf(request);
  const authorization = request.headers.authorization ?? '';
  const [, bearer] = /^(?:bearer|oauth)\s+(\S+)$/i.exec(authorization) ?? [];
  const { refresh_token, fb_exchange_token, code, access_token } = parameters;
  const credential = bearer ?? refresh_token ?? fb_exchange_token ?? code ?? access_token ?? parameters.token;
  const token = credential === undefined ? undefined : await engine.token(credential);
  const sub = token && token.state !== 'unknown' ? token.sub : undefined;
  const ofToken = token && token.state !== 'unknown' ? token.clientId : undefined;
  return {
    persona: context.persona.id,
    endpoint,
    grantType: parameters.grant_type ?? (endpoint === 'token' && code !== undefined ? 'authorization_code' : undefined),
    app: parameters.client_id ?? credentialsOf(request)?.user ?? ofToken,
    authentications: authenticationsOf(request),
    scopes: token?.state === 'live' ? token.scopes : undefined,
    people: namesOf(sub === undefined ? undefined : await context.world.people.find(sub)),
  };
};
