import { isEmail } from '../sign-up.ts';
import { invalidBody, invalidQuery, type ManagementError } from './error.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a member of a body, or a parameter of a query, may be. `about` stands in brackets behind an error. */
export interface Member {
  readonly type: 'string' | 'boolean' | 'integer' | 'object';
  readonly about: string;
  readonly required?: true;
  readonly format?: 'email' | 'uri';
  readonly min?: number;
  readonly max?: number;
}

export type Members = Readonly<Record<string, Member>>;

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

const FORMATS = { email: isEmail, uri: (text: string) => URL.canParse(text) } as const;

const boundProblem = (size: number, { type, min = 0, max }: Member, value: unknown): string | undefined => {
  const isText = type === 'string';
  if (max !== undefined && size > max)
    return isText ? `String is too long (${size} chars), maximum ${max}` : `Value ${value} is greater than maximum ${max}.`;
  if (size < min)
    return isText ? `String is too short (${size} chars), minimum ${min}` : `Value ${value} is less than minimum ${min}.`;
  return undefined;
};

/** The problem with one value, in the words of the JSON schema validator that Auth0 uses. */
const problemOf = (value: unknown, member: Member): string | undefined => {
  const found = typeOf(value);
  if (found !== member.type) return `Expected type ${member.type} but found type ${found}`;
  if (typeof value === 'string' && member.format && !FORMATS[member.format](value))
    return `Object didn't pass validation for format ${member.format}: ${value.slice(0, 256)}`;
  if (typeof value === 'string') return boundProblem(value.length, { max: 4096, ...member }, value);
  return typeof value === 'number' ? boundProblem(value, member, value) : undefined;
};

const check = (values: Json, members: Members, refuse: (problem: string) => ManagementError): void => {
  const missing = Object.keys(members).find((name) => members[name]?.required && values[name] === undefined);
  if (missing !== undefined) throw refuse(`'Missing required property: ${missing}'.`);
  for (const [name, value] of Object.entries(values)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (!member) throw refuse(`'Additional properties not allowed: ${name.slice(0, 256)}'.`);
    const problem = problemOf(value, member);
    if (problem !== undefined) throw refuse(`'${problem}' on property ${name} (${member.about}).`);
  }
};

/** Throws 400 `invalid_body` for a body that does not fit. */
export const checkBody = (body: Json, members: Members): void => check(body, members, invalidBody);

const valueFor = (text: string, { type }: Member): unknown => {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
};

/** Reads a query. Throws 400 `invalid_query_string` for one that does not fit. */
export const readQueryAs = (params: Readonly<Record<string, string>>, members: Members): Json => {
  const entries = Object.entries(params).map(([name, text]) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    return [name, member ? valueFor(text, member) : text] as const;
  });
  const values = Object.fromEntries(entries);
  check(values, members, invalidQuery);
  return values;
};
