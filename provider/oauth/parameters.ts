import type { LabRequest } from '../model/index.ts';

type Params = Readonly<Record<string, string>>;

/** Parameters with their first values, and the names of repeated ones. */
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

/** True for a JSON content type. */
export const isJson = (request: LabRequest): boolean => typeOf(request) === 'application/json';

/** Returns the query parameters. */
export const readQuery = (request: LabRequest): Parameters => from(request.url.searchParams);

/** Returns the parameters of a form body. Empty for any other body. */
export const readForm = (request: LabRequest): Parameters =>
  typeOf(request) === 'application/x-www-form-urlencoded'
    ? from(new URLSearchParams(Buffer.from(request.body).toString('utf8')))
    : { params: {}, repeated: [] };

/** Returns all values of a repeatable form field, for check boxes. */
export const readFormValues = (request: LabRequest, name: string): readonly string[] =>
  new URLSearchParams(Buffer.from(request.body).toString('utf8')).getAll(name);

/** Returns the string and number members of a JSON object body, as strings. Undefined for any other body. */
export const readJsonForm = (request: LabRequest): Params | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value).filter(([, member]) => ['string', 'number', 'boolean'].includes(typeof member));
    return Object.fromEntries(entries.map(([name, member]) => [name, String(member)]));
  } catch {
    return undefined; // not JSON: the caller continues without parameters, and the vendor's error names the missing one
  }
};
