import type { Probes as SharedProbes } from '../../testing/test-probe.ts';
import { jwtTexts, type TestBrowser } from './test-browser.ts';

/** Probes of Auth0's. */
export type Probes = SharedProbes<TestBrowser>;

type Json = Readonly<Record<string, unknown>>;

const partsOf = (jwt: string | undefined): readonly Json[] => jwtTexts(jwt).map((text) => JSON.parse(text || '{}') as Json);

export const headerOf = (jwt: string | undefined): Json => partsOf(jwt)[0] ?? {};
export const claimsOf = (jwt: string | undefined): Json => partsOf(jwt)[1] ?? {};

export const keys = (value: object): string => Object.keys(value).join(' ');

/** `403 invalid_grant: Invalid authorization code`, or `200` */
export const told = async (response: Response): Promise<string> => {
  const { error, error_description } = (await response.json()) as Record<string, string>;
  return error === undefined ? String(response.status) : `${response.status} ${error}: ${error_description}`;
};

/** What a browser gets to see: an error at the callback, a page with its error line, or where it is sent. */
export const seen = async (response: Response): Promise<string> => {
  const location = response.headers.get('location');
  if (location !== null) {
    const url = new URL(location);
    const params = new URLSearchParams(url.search || url.hash.slice(1));
    if (params.has('error')) return `${params.get('error')}: ${params.get('error_description')}`;
    return params.has('code') ? 'code' : `${url.pathname}`;
  }
  const text = await response.text();
  const line = /data-testid="error-line">([^<]*)</.exec(text)?.[1];
  const page = /data-testid="page-([\w-]+)"/.exec(text)?.[1];
  return `${response.status} ${line ?? page ?? text.slice(0, 80)}`.replaceAll('&quot;', '"').replaceAll('&#39;', "'");
};

/** The names in a callback, in order. */
export const namesOf = (callback: URL): string =>
  [...new URLSearchParams(callback.search || callback.hash.slice(1)).keys()].join(' ');

export const bodyOf = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;
