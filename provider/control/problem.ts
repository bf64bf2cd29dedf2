import { type ErrorCode, LoginLabError, type Reply } from '../model/index.ts';
import { pointerOf } from './field.ts';

/**
 * What went wrong, for programs.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export interface Problem {
  /** `urn:loginlab:problem:` and the code of a `LoginLabError`, or of a refusal. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** JSON Pointer to the wrong value of the body: `#/do/status`. */
  readonly pointer?: string;
  /** Name of the wrong query parameter. */
  readonly parameter?: string;
  /** More about the error, as data: extension members. */
  readonly [extension: string]: unknown;
}

/** Codes of requests that are refused before they reach a world. */
export type RefusalCode =
  | 'foreign-host'
  | 'foreign-origin'
  | 'no-such-route'
  | 'method-not-allowed'
  | 'not-json'
  | 'malformed-json'
  | 'too-large'
  | 'no-token';

type Kind = readonly [status: number, title: string];

const REFUSALS: Readonly<Record<RefusalCode, Kind>> = {
  'foreign-host': [421, 'Not the host of this lab'],
  'foreign-origin': [403, 'Request of another site'],
  'no-such-route': [404, 'No such address in the control API'],
  'method-not-allowed': [405, 'Method not allowed here'],
  'not-json': [415, 'Writes are JSON'],
  'malformed-json': [400, 'The body is not JSON'],
  'too-large': [413, 'The body is too large'],
  'no-token': [401, 'A token is needed'],
};

const TOOL_ERRORS: Readonly<Record<ErrorCode, Kind>> = {
  usage: [422, 'A value is wrong'],
  config: [422, 'A file is wrong'],
  'unknown-id': [422, 'No such id'],
  'clock-not-held': [409, 'No client follows this clock'],
  'too-many': [429, 'Too many'],
  'world-gone': [404, 'No such world'],
  unsupported: [501, 'Not supported'],
  'lab-unreachable': [502, 'A lab does not answer'],
  'port-taken': [500, 'Port taken'],
  internal: [500, 'The lab failed'],
};

/** A request that the control API refuses before any world is asked. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: RefusalCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** Something named in the address, not in the body, does not exist: 404 instead of 422. */
export class NotFound extends LoginLabError {}

/** A wrong query parameter; `field` is its name. */
export class BadParameter extends LoginLabError {}

const PREFIX = 'urn:loginlab:problem:';

/** Converts an error to a problem. Errors of another class become `internal`, with their message. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Refusal) return problem(error.code, REFUSALS[error.code], error.message);
  if (!(error instanceof LoginLabError)) return problem('internal', TOOL_ERRORS.internal, unexpected(error));
  const [status, title] = TOOL_ERRORS[error.code];
  const plain = { ...error.details, ...problem(error.code, [error instanceof NotFound ? 404 : status, title], error.message) };
  if (error.field === undefined) return plain;
  return error instanceof BadParameter ? { ...plain, parameter: error.field } : { ...plain, pointer: pointerOf(error.field) };
};

const problem = (code: string, [status, title]: Kind, detail: string): Problem => ({
  type: PREFIX + code,
  title,
  status,
  detail,
});

const unexpected = (error: unknown): string =>
  `The lab failed with an internal error during this call: ${error instanceof Error ? error.message : String(error)}. Please report it.`;

/** The code at the end of a problem's type; undefined for a type that is not ours. */
export const codeOf = (type: string): string | undefined => (type.startsWith(PREFIX) ? type.slice(PREFIX.length) : undefined);

/** True for a code that a `LoginLabError` may carry. */
export const isErrorCode = (code: string | undefined): code is ErrorCode =>
  code !== undefined && Object.hasOwn(TOOL_ERRORS, code);

/** The answer to a request that failed. */
export const problemReply = (error: unknown): Reply => {
  const body = problemOf(error);
  const headers = error instanceof Refusal ? error.headers : {};
  return { status: body.status, headers: replyHeaders('application/problem+json', headers), body: JSON.stringify(body) };
};

/** Headers of every answer: never cached, never sniffed, never embedded elsewhere, and no CORS. */
export const replyHeaders = (contentType?: string, more: Readonly<Record<string, string>> = {}): Reply['headers'] => [
  ...(contentType === undefined ? [] : [['content-type', contentType] as const]),
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
  ...Object.entries(more),
];
