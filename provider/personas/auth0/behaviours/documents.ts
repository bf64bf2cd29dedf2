import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { certificateMembers, publishedKid } from '../keys.ts';
import { discovery } from '../metadata.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

const HEADERS = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Cache-Control', 'public, max-age=15, stale-while-revalidate=15, stale-if-error=86400'],
  ['Access-Control-Allow-Origin', '*'],
] as const;

const keyOf = (key: Json, pem: string | undefined, hasAlg: boolean): Json => ({
  ...{ kty: key.kty, use: 'sig', n: key.n, e: key.e, kid: publishedKid(key.kid) },
  ...(pem !== undefined && certificateMembers(pem)),
  ...(hasAlg && { alg: 'RS256' }),
});

const MODERN = ['end_session_endpoint'];

/** The documents that a tenant publishes. */
export const documents = [
  defineBehaviour({
    id: 'auth0/documents/discovery',
    summary: 'Publishes its discovery document, at two addresses, with the members of a tenant of 2025.',
    stage: 'document',
    origin: 'vendor',
    setting: z
      .union([z.boolean(), z.literal('without-end-session')])
      .default(true)
      .describe('without-end-session: as tenants from before November 2023'),
    source: source('A-39', 'recorded', PAGES.authorize),
    apply: ({ name, issuer, address }, setting) => {
      if (name !== 'discovery') return undefined;
      const whole = discovery(issuer, address);
      const body =
        setting === 'without-end-session'
          ? Object.fromEntries(Object.entries(whole).filter(([member]) => !MODERN.includes(member)))
          : whole;
      return { body, headers: HEADERS, because: 'the document is that of a tenant' };
    },
  }),
  defineBehaviour({
    id: 'auth0/documents/jwks',
    summary: 'Publishes the current and the next key with their certificates.',
    stage: 'document',
    origin: 'vendor',
    setting: z
      .union([z.boolean(), z.literal('without-alg')])
      .default(true)
      .describe('without-alg: as tenants with the flag remove_alg_from_jwks'),
    source: source('A-131', 'recorded', PAGES.keys),
    apply: ({ name, plain, certificates = {} }, setting) => {
      if (name !== 'jwks') return undefined;
      const keys = (plain.keys as readonly Json[]).map((key) =>
        keyOf(key, certificates[String(key.kid)], setting !== 'without-alg'),
      );
      return { body: { keys }, headers: HEADERS, because: `${keys.length} keys are published` };
    },
  }),
];
