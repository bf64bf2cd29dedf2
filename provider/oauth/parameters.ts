import type { LabRequest } from '../model/index.ts';

type Params = Readonly<Record<string, string>>;

/** Parameters, each with its first value, and the names that came more than once. */
export interface Parameters {
  readonly params: Params;
  readonly repeated: readonly string[];
}

const from = (search: URLSearchParams): Parameters => {
  const params: Record<string, string> = Object.create(null);
  const repeated: string[] = [];
  for (const [name, value] of search) {
    if (name in params) repeated.push(name);
    else params[name] = value;
  }
  return { params, repeated };
};

const typeOf = (request: LabRequest): string => (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** True when the body says that it is JSON. */
export const isJson = (request: LabRequest): boolean => typeOf(request) === 'application/json';

/** Parameters of the address. */
export const readQuery = (request: LabRequest): Parameters => from(request.url.searchParams);

/** Parameters of a form body; none when the body is something else. */
export const readForm = (request: LabRequest): Parameters =>
  typeOf(request) === 'application/x-www-form-urlencoded'
    ? from(new URLSearchParams(Buffer.from(request.body).toString('utf8')))
    : { params: {}, repeated: [] };

/** All values of a form field that may be repeated: check boxes. */
export const readFormValues = (request: LabRequest, name: string): readonly string[] =>
  new URLSearchParams(Buffer.from(request.body).toString('utf8')).getAll(name);

/** The members of a JSON object body that are texts or numbers, as texts; undefined when the body is no JSON object. */
export const readJsonForm = (request: LabRequest): Params | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value).filter(([, member]) => ['string', 'number', 'boolean'].includes(typeof member));
    return Object.fromEntries(entries.map(([name, member]) => [name, String(member)]));
  } catch {
    return undefined; // not JSON: the caller goes on without parameters, and the vendor's error names what is missing
  }
};
