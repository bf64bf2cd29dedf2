import { signingKeysOf } from '../../fixtures/keys/index.ts';
import type { Behaviour, Engine, Person, Persona } from '../model/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { type ExchangeContext, WorldState } from '../world/index.ts';
import { createEngine } from './engine.ts';

const REDIRECT_URI = 'https://app.example/callback';
const DAY_SECONDS = 86_400;

/** A persona that is nothing but the plain engine. */
export const plainPersona = (behaviours: readonly Behaviour[] = []) =>
  ({
    id: 'google',
    title: 'Plain',
    place: 1,
    hosts: ['plain.example'],
    pages: [],
    endpoints: {},
    browserCookie: 'SID',
    oauth: {
      issuer: 'https://plain.example',
      scopes: ['openid', 'email', 'offline_access', 'files'],
      claimsByScope: { openid: ['sub'], email: ['email'] },
      lifetimeSeconds: {
        accessToken: 3_600,
        refreshToken: 30 * DAY_SECONDS,
        code: 600,
        idToken: 3_600,
        session: 14 * DAY_SECONDS,
      },
      claims: (person: Person) => ({ email: person.email }),
      credentials: { clientId: 'client-{digits:4}', clientSecret: 'secret-{text:28}' },
    },
    defaultClient: () => ({
      clientId: 'client',
      clientSecret: 'secret',
      kind: 'web' as const,
      name: 'Client',
      redirectUris: [REDIRECT_URI],
      issuer: 'vendor',
    }),
    routes: [],
    behaviours,
    unrouted: () => ({ status: 404, headers: [], body: '' }),
    malformed: (status) => ({ status, headers: [], body: '' }),
  }) satisfies Persona;

export interface TestBench {
  readonly context: ExchangeContext;
  readonly engine: Engine;
  readonly person: Person;
  readonly because: readonly { readonly id: string; readonly why: string }[];
  /** Signs in and gets a code for the scopes, and for an API. */
  code(scopes?: string, resource?: string): Promise<string>;
  redeem(code: string, changes?: Readonly<Record<string, string>>): ReturnType<Engine['exchange']>;
  refresh(token: string): ReturnType<Engine['exchange']>;
}

/** A world with one client and one person, and an engine at work in it. */
export const testBench = async (behaviours: readonly Behaviour[] = []): Promise<TestBench> => {
  const persona = plainPersona(behaviours);
  const [key] = signingKeysOf(persona.id);
  const world = new WorldState({
    id: 'test',
    store: createMemoryStore(),
    behaviours,
    keysOf: signingKeysOf,
    people: [],
  });
  const because: { id: string; why: string }[] = [];
  const log = { note() {}, because: (id: string, why: string) => void because.push({ id, why }) };
  const context: ExchangeContext = { world, persona, mount: { kind: 'vendor' }, log, labUrl: 'http://localhost:4400' };
  await world.clients.register(persona, persona.defaultClient());
  const person = await world.people.add({ key: 'ana' });
  const engine = createEngine(persona, { ...key })(context);
  const client = { client_id: 'client', client_secret: 'secret' };
  return {
    context,
    engine,
    person,
    because,
    async code(scopes = 'openid email', resource?: string) {
      const { session } = await engine.signIn(person);
      const params = {
        client_id: 'client',
        redirect_uri: REDIRECT_URI,
        response_type: 'code',
        scope: scopes,
        state: 's',
        prompt: '',
      };
      const { prompt: _none, ...asked } = params;
      const answer = await engine.ask({
        params: asked,
        session,
        granted: scopes.split(' '),
        consentShown: true,
        flow: 'flow1',
        vendorParams: asked,
        ...(resource !== undefined && { resource }),
      });
      if (answer.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(answer)}`);
      return String(answer.payload.code);
    },
    redeem: (code, changes = {}) =>
      engine.exchange({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...client, ...changes }),
    refresh: (token) => engine.exchange({ grant_type: 'refresh_token', refresh_token: token, ...client }),
  };
};
