import type { SeenJwt } from '../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

const COMPACT_JWS = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** Maximum nesting. Deeper objects are not claims, and would exhaust the stack. */
const DEEPEST = 32;

const isShallow = (value: unknown, room: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (room > 0 && Object.values(value).every((member) => isShallow(member, room - 1)));

const readObject = (part: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && isShallow(value, DEEPEST) ? (value as Json) : undefined;
  } catch {
    return undefined; // only looked like one
  }
};

/** Header and claims of a signed JWT, unverified; undefined for everything else. */
export const readJwt = (text: string): Omit<SeenJwt, 'where'> | undefined => {
  const parts = COMPACT_JWS.exec(text);
  if (!parts) return undefined;
  const header = readObject(parts[1] ?? '');
  const claims = header && readObject(parts[2] ?? '');
  return header && claims && { header, claims };
};

/**
 * JWTs and their encrypted kin anywhere in a text. `eyJ` is how `{"` begins in base64; a percent-encoded
 * sign may stand right before it.
 */
export const JWT_ANYWHERE = /(?<=^|[^\w-]|%[\da-fA-F]{2})eyJ[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?/g;
