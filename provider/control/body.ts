import type { LabRequest } from '../model/index.ts';
import { fieldOf, LoginLabError, type Segments } from '../model/index.ts';
import { Refusal } from './problem.ts';

/** Bytes that a body may have, where a call does not say otherwise. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
const DEPTH_LIMIT = 64;
const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** The JSON body of a write; an empty one reads as `{}`. Refuses other types, large and hostile bodies. */
export const readBody = (request: Pick<LabRequest, 'headers' | 'body'>, limitBytes = BODY_LIMIT_BYTES): unknown => {
  requireJson(request.headers['content-type']);
  if (request.body.byteLength > limitBytes) {
    throw new Refusal(
      'too-large',
      `The body has ${request.body.byteLength} bytes; the limit is ${limitBytes}. Send less at once.`,
    );
  }
  const value = parse(request.body);
  refuseHostile(value, []);
  return value;
};

const requireJson = (found: string | undefined): void => {
  if (found !== undefined && JSON_TYPE.test(found)) return;
  throw new Refusal(
    'not-json',
    `A write had content-type "${found ?? ''}"; application/json is required, even without a body. Add the header content-type: application/json.`,
  );
};

const parse = (body: Uint8Array): unknown => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new Refusal(
      'malformed-json',
      `The body is not valid JSON in UTF-8: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
};

/** Names that reach an object's prototype when a value is merged, and nesting that no caller needs, are refused anywhere. */
const refuseHostile = (value: unknown, path: Segments): void => {
  if (typeof value !== 'object' || value === null) return;
  if (path.length > DEPTH_LIMIT) throw new Refusal('malformed-json', `The body nests deeper than ${DEPTH_LIMIT} levels.`);
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__' || (name === 'constructor' && reachesPrototype(member))) {
      throw new LoginLabError(
        'usage',
        `The body has the member "${fieldOf([...path, name])}", which is not allowed. Remove it.`,
        {
          field: fieldOf([...path, name]),
        },
      );
    }
    refuseHostile(member, [...path, name]);
  }
};

const reachesPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
