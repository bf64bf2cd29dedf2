import type { z } from 'zod';
import { LoginLabError } from '../model/index.ts';
import { fieldOfPointer } from './field.ts';
import { codeOf, isErrorCode, type Problem } from './problem.ts';
import type { ControlRoute, PathOf } from './route.ts';
import { CONTROL_ROUTES, type Operation } from './routes.ts';

type Table = typeof CONTROL_ROUTES;
type Path<O extends Operation> = PathOf<Table[O]['path']>;
type Body<O extends Operation> = z.input<Table[O]['body']>;
/** What a call resolves with. */
export type Result<O extends Operation> = z.output<Table[O]['reply']>;

/** What a call takes besides its name. */
export interface CallInput<O extends Operation> {
  readonly path: Path<O>;
  readonly body?: Body<O>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** How a call is sent, besides what the call itself says. */
export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Calls an operation of the control API. Rejects with the same error as the world. */
export interface Call {
  <O extends Operation>(operation: O, input: CallInput<O>): Promise<Result<O>>;
  /** Calls one whose answer is a stream, and hands on the answer unread. */
  open<O extends Operation>(operation: O, input: CallInput<O>, sending: Sending): Promise<Response>;
}

/**
 * Calls for the lab at this address; only its origin counts. `token`: what a lab beyond loopback wants. Rejects with
 * `lab-unreachable` when nothing there answers as a lab.
 */
export const callsTo = (base: URL, token?: string): Call => {
  const credentials = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const ask: Ask = async (operation, { path, body, query = {} }, sending = {}) => {
    const route: ControlRoute = CONTROL_ROUTES[operation];
    const url = addressOf(base, route.path, path, query);
    return {
      url,
      response: await send(url, route.method, body, { ...sending, headers: { ...credentials, ...sending.headers } }),
    };
  };
  const call = async <O extends Operation>(operation: O, input: CallInput<O>): Promise<Result<O>> => {
    const { url, response } = await ask(operation, input);
    if (response.status === 204) return undefined as Result<O>;
    return (await read(response, url)) as Result<O>; // the other end wrote it from the same table
  };
  return Object.assign(call, {
    async open<O extends Operation>(operation: O, input: CallInput<O>, sending: Sending) {
      const { url, response } = await ask(operation, input, sending);
      if (response.ok && response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
      await read(response, url);
      throw notALab(url, `${response.status} and no stream`);
    },
  });
};

type Ask = <O extends Operation>(
  operation: O,
  input: CallInput<O>,
  sending?: Sending,
) => Promise<{ readonly url: URL; readonly response: Response }>;

const read = async (response: Response, url: URL): Promise<unknown> => {
  const value = parse(await textOf(response, url), response, url);
  if (!response.ok) throw errorOf(value, response, url);
  return value;
};

/** Where a call goes. */
export const addressOf = (
  base: URL,
  pattern: string,
  path: Readonly<Record<string, string>>,
  query: NonNullable<CallInput<Operation>['query']>,
): URL => {
  const url = new URL(
    pattern.replaceAll(/:(\w+)/g, (_, name: string) => segment(path[name] ?? '')),
    base,
  );
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
};

/** A URL drops empty and dotted segments, and would lead to another call. */
const segment = (id: string): string => {
  if (!/^\.{0,2}$/.test(id)) return encodeURIComponent(id);
  throw new LoginLabError('unknown-id', `"${id}" is not a valid id; expected a name.`);
};

const send = async (url: URL, method: string, body: unknown, { headers = {}, signal }: Sending): Promise<Response> => {
  const write =
    method === 'GET'
      ? { headers }
      : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body ?? {}, finite) };
  try {
    return await fetch(url, { method, redirect: 'manual', ...write, ...(signal && { signal }) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreachable(url, cause);
  }
};

/** JSON would turn `NaN` and `Infinity` into null, which means something else. */
const finite = (name: string, value: unknown): unknown => {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new LoginLabError('usage', `${name} is ${value}; expected a finite number.`, { field: name });
};

const textOf = async (response: Response, url: URL): Promise<string> => {
  try {
    return await response.text();
  } catch (cause) {
    throw unreachable(url, cause);
  }
};

/** The error if nothing answers. */
export const unreachable = (url: URL, cause: unknown): LoginLabError =>
  new LoginLabError(
    'lab-unreachable',
    `No lab answers at ${url.origin} (${reasonOf(cause)}). Start one with \`loginlab serve --port ${url.port || '4400'}\`, or use the address that it printed.`,
    { cause },
  );

/** `fetch failed` hides the reason one cause deeper. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : error.message;
};

const parse = (text: string, response: Response, url: URL): unknown => {
  const type = response.headers.get('content-type') ?? 'no content-type';
  try {
    if (/^application\/(problem\+)?json\b/.test(type)) return JSON.parse(text);
  } catch (cause) {
    throw notALab(url, `${response.status} with broken JSON`, cause);
  }
  throw notALab(url, `${response.status} ${type}`);
};

/** The error if the answering server is not a lab. */
export const notALab = (url: URL, found: string, cause?: unknown): LoginLabError =>
  new LoginLabError(
    'lab-unreachable',
    `The server at ${url.origin} is not a Login Lab: ${url.pathname} answered ${found}. Use the address that \`loginlab serve\` printed.`,
    { cause },
  );

const errorOf = (value: unknown, response: Response, url: URL): LoginLabError => {
  if (!isProblem(value)) return notALab(url, `${response.status} without a problem in it`);
  const code = codeOf(value.type);
  const fallback = value.status < 500 ? 'usage' : 'internal';
  return new LoginLabError(isErrorCode(code) ? code : fallback, value.detail, { ...fieldIn(value), ...detailsIn(value) });
};

const fieldIn = ({ pointer, parameter }: Problem): { field?: string } => {
  if (pointer !== undefined) return { field: fieldOfPointer(pointer) };
  return parameter === undefined ? {} : { field: parameter };
};

/** The extension members. */
const detailsIn = ({ type, title, status, detail, pointer, parameter, ...details }: Problem): { details?: typeof details } =>
  Object.keys(details).length === 0 ? {} : { details };

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'status' in value &&
  typeof value.status === 'number' &&
  'detail' in value &&
  typeof value.detail === 'string';
