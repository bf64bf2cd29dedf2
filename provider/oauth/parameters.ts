import type { LabRequest } from '../model/index.ts';
import { boundaryOf, readMultipart } from './multipart.ts';

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

const fieldName = (disposition = ''): string | undefined =>
  /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition)?.slice(1).find(Boolean);

/** Returns the fields of a multipart form. Empty for any other body. @see https://www.rfc-editor.org/rfc/rfc7578 */
export const readMultipartForm = (request: LabRequest): Params => {
  const boundary = typeOf(request) === 'multipart/form-data' ? boundaryOf(request.headers['content-type'] ?? '') : undefined;
  const parts = boundary === undefined ? [] : (readMultipart(Buffer.from(request.body), boundary) ?? []);
  const fields = parts.map(({ headers, body }) => [fieldName(headers['content-disposition']), body.toString('utf8')] as const);
  return Object.fromEntries(fields.filter((field): field is readonly [string, string] => field[0] !== undefined));
};

const memberText = (member: unknown, structured: boolean): string | undefined => {
  if (typeof member === 'object') return structured && member !== null ? JSON.stringify(member) : undefined;
  return String(member);
};

/** Returns the members of a JSON object body as strings; lists and objects only if `structured`, as JSON. Undefined for any other body. */
export const readJsonForm = (request: LabRequest, structured = false): Params | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value).map(([name, member]) => [name, memberText(member, structured)] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  } catch {
    return undefined; // not JSON: the caller continues without parameters, and the vendor's error names the missing one
  }
};
