import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLab, type Lab } from '../../provider/index.ts';
import type { PersonaHandle, PersonaId, World } from '../../provider/model/index.ts';
import { conventionsOf, type InjectedAnswer } from './conventions.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

interface Scene {
  readonly world: World;
  readonly handle: PersonaHandle;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
}

const scene = async (persona: PersonaId): Promise<Scene> => {
  const world = await lab.world();
  const [client] = await world[persona].clients();
  const { clientId = '', clientSecret = '' } = client ?? {};
  return { world, handle: world[persona], client: { clientId, clientSecret } };
};

const JSON_PLEASE = { accept: 'application/json' };
const bearer = (token: string) => ({ ...JSON_PLEASE, authorization: `Bearer ${token}` });
const post = (url: string, form: Record<string, string>, headers: Record<string, string> = JSON_PLEASE) =>
  fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });

/** The form of a JSON value: names in their order, and what kind of value each has. */
const formOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(formOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, each]) => [name, formOf(each)]);
};

/** A challenge without its words: `OAuth "" "" ""`, `Bearer realm="", error=""`. */
const formOfChallenge = (challenge: string | null | undefined) => challenge?.replaceAll(/"[^"]*"/g, '""') ?? null;

const challengeIn = (headers: InjectedAnswer['headers'] = {}) => headers['WWW-Authenticate'];

type Case = readonly [string, PersonaId, () => InjectedAnswer, (scene: Scene) => Promise<Response>];

const google = conventionsOf({ persona: 'google' });
const facebook = conventionsOf({ persona: 'facebook' });
const auth0 = conventionsOf({ persona: 'auth0' });

const expired = async ({ world, handle }: Scene, scope?: string): Promise<string> => {
  const { access_token: token } = await handle.mint({ as: 'ana', ...(scope ? { scope } : {}) });
  await world.tokens.expire({ value: token });
  return token;
};

const CASES: readonly Case[] = [
  [
    'a dead token at Drive',
    'google',
    () => google.deadToken.full,
    async (at) => fetch(`${at.handle.address}/drive/v3/files`, { headers: bearer(await expired(at)) }),
  ],
  [
    'a missing scope at Drive',
    'google',
    () => google.step.named,
    async ({ handle }) => {
      const { access_token: token } = await handle.mint({ as: 'ana', scope: 'openid' });
      return fetch(`${handle.address}/drive/v3/files`, { headers: bearer(token) });
    },
  ],
  [
    'a refresh token that is over',
    'google',
    () => google.renewal.tokenIsOver,
    async ({ world, handle, client: { clientId, clientSecret } }) => {
      const { refresh_token: token = '' } = await handle.mint({ as: 'ana' });
      await world.tokens.expire({ value: token });
      const form = { grant_type: 'refresh_token', refresh_token: token, client_id: clientId, client_secret: clientSecret };
      return post(`${handle.address}/token`, form);
    },
  ],
  [
    'an unknown client at Google',
    'google',
    () => google.renewal.badClient,
    ({ handle }) =>
      post(`${handle.address}/token`, { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'x', client_secret: 'y' }),
  ],
  [
    'a dead token at the Graph API',
    'facebook',
    () => facebook.deadToken.full,
    async (at) => fetch(`${at.handle.address}/v25.0/me`, { headers: bearer(await expired(at)) }),
  ],
  [
    'a missing permission at the Graph API',
    'facebook',
    () => facebook.forbidden.person,
    async ({ handle }) => {
      const { access_token: token } = await handle.mint({ as: 'ana', scope: 'public_profile' });
      return post(`${handle.address}/v25.0/me/feed`, { message: 'm' }, bearer(token));
    },
  ],
  [
    'the exchange of a dead token',
    'facebook',
    () => facebook.renewal.tokenIsOver,
    async (at) => {
      const { clientId, clientSecret } = at.client;
      const form = { client_id: clientId, client_secret: clientSecret, fb_exchange_token: await expired(at) };
      return post(`${at.handle.address}/v25.0/oauth/access_token`, { grant_type: 'fb_exchange_token', ...form });
    },
  ],
  [
    'a refresh token at Auth0 that is over',
    'auth0',
    () => auth0.renewal.tokenIsOver,
    async ({ world, handle, client: { clientId, clientSecret } }) => {
      const { refresh_token: token = '' } = await handle.mint({ as: 'ana' });
      await world.tokens.expire({ value: token });
      const form = { grant_type: 'refresh_token', refresh_token: token, client_id: clientId, client_secret: clientSecret };
      return post(`${handle.address}/oauth/token`, form);
    },
  ],
  [
    'an unknown client at Auth0',
    'auth0',
    () => auth0.renewal.badClient,
    ({ handle }) => post(`${handle.address}/oauth/token`, { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'x' }),
  ],
  [
    'a wrong app secret',
    'facebook',
    () => facebook.renewal.badClient,
    async ({ handle, client: { clientId } }) => {
      const { access_token: token } = await handle.mint({ as: 'ana' });
      const form = { client_id: clientId, client_secret: 'wrong', fb_exchange_token: token };
      return post(`${handle.address}/v25.0/oauth/access_token`, { grant_type: 'fb_exchange_token', ...form });
    },
  ],
];

describe('what faults answer in the place of a persona has the form in which it answers itself:', () => {
  test.each(CASES)('%s', async (_, persona, injected, ask) => {
    const response = await ask(await scene(persona));
    const { status, headers, body } = injected();
    expect({
      status,
      challenge: formOfChallenge(challengeIn(headers)),
      body: formOf(body),
    }).toEqual({
      status: response.status,
      challenge: formOfChallenge(response.headers.get('www-authenticate')),
      body: formOf(await response.json()),
    });
  });
});
