import { z } from 'zod';
import type { LabRequest } from '../../model/index.ts';
import { type FieldIssue, Refusal } from './problem.ts';

/** Bytes of a body: the API has no uploads. */
const MOST_BYTES = 65_536;
const FORM = 'application/x-www-form-urlencoded';
const TYPES = ['application/json', FORM];

type Fields = Readonly<Record<string, unknown>>;

const parses = (text: string): string | undefined => {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const endsTooEarly = (message: string | undefined, length: number): boolean =>
  message === undefined || /^Un(?:expected end|terminated)/.test(message) || message.includes(`position ${length} `);

/** The position of the first character that cannot follow the ones before it: a text up to there merely ends too early. */
const firstWrong = (text: string): number => {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (endsTooEarly(parses(text.slice(0, middle + 1)), middle + 1)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const malformed = (detail: string) => new Refusal({ status: 400, code: 'malformed_json', detail });

const brokenAt = (text: string, message: string): Refusal => {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? firstWrong(text));
  const [line, column] = [text.slice(0, position).split('\n').length, position - text.lastIndexOf('\n', position - 1)];
  return malformed(
    `The body is not valid JSON: it breaks off or goes wrong at position ${position} (line ${line}, column ${column}).`,
  );
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw brokenAt(text, String(error));
  }
};

const decode = (body: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('The body is not text in UTF-8.');
  }
};

/** A form has texts only: what a browser sends of a box that is ticked counts as true. */
const readPairs = (text: string): Fields => {
  const pairs = [...new URLSearchParams(text)].map(([name, value]) => [name, name === 'remember_me' ? isTicked(value) : value]);
  return Object.fromEntries(pairs) as Fields;
};

const isTicked = (value: string): boolean | string =>
  ['1', 'true', 'on', 'yes'].includes(value) || (['0', 'false', 'off', 'no', ''].includes(value) ? false : value);

/** The members of a JSON object or form. An empty body has none. Refuses other types and malformed bodies. */
const readMembers = ({ headers, body }: LabRequest): Fields => {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (body.byteLength === 0 && type === '') return {};
  if (!TYPES.includes(type))
    throw new Refusal({
      status: 415,
      code: 'unsupported_media_type',
      detail: `The body is ${type === '' ? 'of no declared type' : `"${type.slice(0, 100)}"`}; send ${TYPES.join(' or ')}.`,
      headers: [['Accept', TYPES.join(', ')]],
    });
  if (body.byteLength > MOST_BYTES) {
    const detail = `The body has ${body.byteLength} bytes; the limit is ${MOST_BYTES}.`;
    throw new Refusal({ status: 413, code: 'content_too_large', detail });
  }
  const text = decode(body);
  if (type === FORM) return readPairs(text);
  if (text.trim() === '') return {};
  const value = readJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw malformed('The body is JSON, but no object: send {"name": value, …}.');
};

/** A rule of a schema is its message; anything else is a wrong type. */
const ruleOf = (issue: z.core.$ZodIssue, members: Fields): FieldIssue => {
  const field = String(issue.path[0] ?? '');
  if (!Object.hasOwn(members, field)) return { field, rule: 'required' };
  if (issue.code === 'too_small') return { field, rule: 'min_length' };
  if (issue.code === 'too_big') return { field, rule: 'max_length' };
  return { field, rule: issue.code === 'custom' ? issue.message : 'type' };
};

export const invalid = (errors: readonly FieldIssue[], detail?: string): Refusal => {
  const names = errors.map(({ field, rule }) => `"${field.slice(0, 100)}" (${rule})`).join(', ');
  return new Refusal({ status: 422, code: 'invalid_fields', detail: detail ?? `Fields that do not fit: ${names}.`, errors });
};

/** Refuses fields where none are read. */
export const noFields = (request: LabRequest): void => void readFields(request, z.object({}));

/** Reads the fields of a request. Refuses unknown, missing and wrong ones with their names. */
export const readFields = <S extends z.ZodObject>(request: LabRequest, schema: S): z.output<S> => {
  const members = readMembers(request);
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(members).filter((name) => !known.includes(name));
  const parsed = schema.safeParse(
    Object.fromEntries(known.flatMap((name) => (Object.hasOwn(members, name) ? [[name, members[name]]] : []))),
  );
  const issues = parsed.error?.issues.map((issue) => ruleOf(issue, members)) ?? [];
  const errors = [...unknown.map((field) => ({ field, rule: 'unknown' })), ...issues];
  if (errors.length > 0 || !parsed.success) throw invalid(errors);
  return parsed.data;
};
