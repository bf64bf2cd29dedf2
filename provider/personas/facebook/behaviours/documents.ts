import { defineBehaviour, type HeaderList } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { discovery } from '../metadata.ts';
import { source } from './source.ts';

const DISCOVERY = 'https://www.facebook.com/.well-known/openid-configuration/';

const HEADERS: HeaderList = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
  ['Cache-Control', 'public, max-age=86400'],
];

/** Members of a key in Facebook's order. */
const keyOf = ({ kid, kty, alg, use, n, e }: Readonly<Record<string, unknown>>) => ({ kid, kty, alg, use, n, e });

/** The documents that Facebook publishes. */
export const documents = [
  defineBehaviour({
    id: 'facebook/documents/discovery',
    summary: 'Publishes a discovery document without token endpoint, userinfo endpoint or scopes, and with no `code` in it.',
    stage: 'document',
    origin: 'vendor',
    setting: on,
    source: source('F-82', 'recorded', DISCOVERY),
    apply: ({ name, issuer, address }) =>
      name === 'discovery'
        ? { body: discovery(issuer, address), headers: HEADERS, because: `the issuer is ${issuer}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/documents/jwks',
    summary: 'Publishes its keys with the key id first.',
    stage: 'document',
    origin: 'vendor',
    setting: on,
    source: source('F-83', 'recorded', 'https://www.facebook.com/.well-known/oauth/openid/jwks/'),
    apply: ({ name, plain }) =>
      name === 'jwks'
        ? {
            body: { keys: (plain.keys as readonly Readonly<Record<string, unknown>>[]).map(keyOf) },
            headers: HEADERS,
            because: 'each key has its id first',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/documents/certificates',
    summary: 'Publishes the same keys as certificates, by key id, for its iOS SDK.',
    stage: 'document',
    origin: 'vendor',
    setting: on,
    source: source('F-83', 'recorded', 'https://github.com/facebook/facebook-ios-sdk'),
    apply: ({ name, plain }) =>
      name === 'certificates' ? { body: plain, headers: HEADERS, because: 'the iOS SDK reads certificates' } : undefined,
  }),
];
