import { z } from 'zod';
import { defineBehaviour, type HeaderList } from '../../../model/index.ts';
import { discovery } from '../metadata.ts';
import { PAGES, source } from './source.ts';

const HOUR_SECONDS = 3600;
/** As recorded. Google's value varies between five and six hours, in seconds. */
const JWKS_SECONDS = 22_678;

const until = (nowEpochSeconds: number, seconds: number): string => new Date((nowEpochSeconds + seconds) * 1000).toUTCString();

const discoveryHeaders = (nowEpochSeconds: number): HeaderList => [
  ['Accept-Ranges', 'bytes'],
  ['Access-Control-Allow-Origin', '*'],
  ['Content-Type', 'application/json'],
  ['Server', 'sffe'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-XSS-Protection', '0'],
  ['Cache-Control', `public, max-age=${HOUR_SECONDS}`],
  ['Expires', until(nowEpochSeconds, HOUR_SECONDS)],
  ['Last-Modified', 'Tue, 17 Mar 2026 14:48:34 GMT'],
  ['Vary', 'Accept-Encoding'],
];

const jwksHeaders = (nowEpochSeconds: number): HeaderList => [
  ['Server', 'scaffolding on HTTPServer2'],
  ['X-XSS-Protection', '0'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Expires', until(nowEpochSeconds, JWKS_SECONDS)],
  ['Cache-Control', `public, max-age=${JWKS_SECONDS}, must-revalidate, no-transform`],
  ['Content-Type', 'application/json; charset=UTF-8'],
  ['Access-Control-Allow-Origin', '*'],
];

/** Returns the members of a key, rotated by its index in the list. */
const turned = (key: Readonly<Record<string, unknown>>, places: number) => {
  const entries = Object.entries(key);
  return Object.fromEntries(entries.map((_, i) => entries[(i + places) % entries.length] ?? ['', undefined]));
};

const reordered = (plain: Readonly<Record<string, unknown>>) => ({
  keys: (plain.keys as readonly Readonly<Record<string, unknown>>[]).map((key, place) => turned(key, place + 1)),
});

/** Google's published documents. */
export const documents = [
  defineBehaviour({
    id: 'google/documents/discovery',
    summary: 'Publishes its own discovery document: members, order, headers; no end_session_endpoint.',
    stage: 'document',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-76', 'recorded', PAGES.discovery),
    apply: ({ name, issuer, address, nowEpochSeconds }) =>
      name === 'discovery'
        ? { body: discovery(issuer, address), headers: discoveryHeaders(nowEpochSeconds), because: `the issuer is ${issuer}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/documents/jwks',
    summary: 'Publishes its keys with a cache lifetime of about six hours, each with its members in another order.',
    stage: 'document',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-63', 'recorded', 'https://www.googleapis.com/oauth2/v3/certs'),
    apply: ({ name, plain, nowEpochSeconds }) =>
      name === 'jwks'
        ? {
            body: reordered(plain),
            headers: jwksHeaders(nowEpochSeconds),
            because: `clients may keep the keys for ${JWKS_SECONDS} seconds`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/documents/certificates',
    summary: 'Publishes the same keys as X.509 certificates at a legacy URL.',
    stage: 'document',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-63', 'inferred', 'https://www.googleapis.com/oauth2/v1/certs'),
    apply: ({ name, plain, nowEpochSeconds }) =>
      name === 'certificates'
        ? { body: plain, headers: jwksHeaders(nowEpochSeconds), because: 'libraries from before JWKS read certificates' }
        : undefined,
  }),
];
