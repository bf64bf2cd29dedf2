import type { RoutedRequest } from '../../../model/index.ts';
import { GRAPH_HOST } from './graph-place.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** One operation of a batch, as it was sent. @see https://developers.facebook.com/docs/graph-api/batch-requests */
export interface Operation {
  readonly method: string;
  readonly relativeUrl: string;
  readonly body?: string;
  /** Others refer to its answer by this name. */
  readonly name?: string;
  readonly accessToken?: string;
  /** Default: true for a named operation. */
  readonly omitsSuccess: boolean;
}

/** Most operations of one batch. */
export const MOST_OPERATIONS = 50;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const operationOf = (value: unknown): Operation | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { method, relative_url, body, name, access_token, omit_response_on_success } = value as Json;
  const [relativeUrl, said] = [text(relative_url), text(name)];
  if (relativeUrl === undefined) return undefined;
  return {
    method: (text(method) ?? 'GET').toUpperCase(),
    relativeUrl,
    ...(typeof body === 'string' && { body }),
    ...(said !== undefined && { name: said }),
    ...(typeof access_token === 'string' && { accessToken: access_token }),
    omitsSuccess: typeof omit_response_on_success === 'boolean' ? omit_response_on_success : said !== undefined,
  };
};

/** Returns the operations of a `batch` parameter; an operation that cannot be read is undefined. Undefined for anything but a JSON list. */
export const readBatch = (parameter: string | undefined): readonly (Operation | undefined)[] | undefined => {
  try {
    const list: unknown = JSON.parse(parameter ?? '');
    return Array.isArray(list) ? list.map(operationOf) : undefined;
  } catch {
    return undefined; // not JSON
  }
};

const STEP = /\.(\w+|\*)|\[(\d+|\*)\]/g;

const below = (value: unknown, step: string): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  return Object.hasOwn(value, step) ? [(value as Json)[step]] : [];
};

/** Returns what a JSONPath of names, indexes and `*` finds, joined by commas: `$.data.*.id`. */
const found = (path: string, answer: unknown): string => {
  const steps = [...path.matchAll(STEP)].map(([, name, index]) => name ?? index ?? '');
  const values = steps.reduce<readonly unknown[]>((at, step) => at.flatMap((value) => below(value, step)), [answer]);
  return values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(',');
};

/** Replaces `{result=NAME:$.path}` by the answers of earlier operations. */
export const withResults = (template: string, answers: ReadonlyMap<string, unknown>): string =>
  template.replace(/\{result=([\w-]+):(\$[^}]*)\}/g, (whole, name: string, path: string) =>
    answers.has(name) ? found(path, answers.get(name)) : whole,
  );

const FORM = 'application/x-www-form-urlencoded';

/** The request of an operation: below the version of the batch, with its token unless it has one of its own. */
export const operationRequest = (
  { method, relativeUrl, body = '', accessToken }: Operation,
  {
    request,
    params,
    answers,
  }: { readonly request: RoutedRequest; readonly params: Params; readonly answers: ReadonlyMap<string, unknown> },
): RoutedRequest => {
  const path = withResults(relativeUrl, answers).replace(/^(?:https:\/\/graph\.facebook\.com)?\/*/, '');
  const version = /^v\d/.test(path) ? '' : (/^\/v\d[\d.]*/.exec(request.url.pathname)?.[0] ?? '');
  const url = new URL(`https://${GRAPH_HOST}${version}/${path}`);
  url.protocol = request.url.protocol;
  const { access_token: shared, appsecret_proof: proof } = params;
  const token = accessToken ?? shared;
  if (token !== undefined && !url.searchParams.has('access_token')) {
    url.searchParams.set('access_token', token);
    if (proof !== undefined) url.searchParams.set('appsecret_proof', proof);
  }
  const { accept, 'user-agent': agent } = request.headers;
  const headers = {
    ...(accept !== undefined && { accept }),
    ...(agent !== undefined && { 'user-agent': agent }),
    'content-type': FORM,
  };
  return { method, url, headers, body: Buffer.from(withResults(body, answers)), path: {} };
};
