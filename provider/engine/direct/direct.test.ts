import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineBehaviour, oauthOf, type Persona } from '../../model/index.ts';
import { openAuthorization } from '../open-call.ts';
import { testBench } from '../test-context.ts';
import { directPath } from './index.ts';

const engines = vi.hoisted(() => ({ made: 0 }));

vi.mock('../protocol.ts', async (original) => {
  const { createProtocol, ...rest } = await original<typeof import('../protocol.ts')>();
  const counted: typeof createProtocol = (...about) => {
    engines.made += 1;
    return createProtocol(...about);
  };
  return { ...rest, createProtocol: counted };
});

afterEach(() => {
  vi.unstubAllEnvs();
  engines.made = 0;
});

const REDIRECT_URI = 'https://app.example/callback';

const requestOf = (clientId: string, session: string) => ({
  params: { client_id: clientId, redirect_uri: REDIRECT_URI, response_type: 'code', scope: 'openid' },
  ...{ session, granted: ['openid'], consentShown: false, flow: 'f', vendorParams: {} },
});

test.each(['constructor', 'toString'])(
  'leaves a client named %s to the engine, whose sessions find it in every object',
  async (id) => {
    const { context, engine, person } = await testBench();
    await context.world.clients.register(context.persona, { clientId: id, redirectUris: [REDIRECT_URI] });
    const { session } = await engine.signIn(person);
    const asked = async (clientId: string) =>
      directPath(context.persona).ask(await openAuthorization(context, requestOf(clientId, session)));
    expect(await asked('client')).toMatchObject({ kind: 'answer' });
    expect(await asked(id)).toBeUndefined();
  },
);

test.each([{ email: ['email'] }, { openid: ['email'] }])(
  'leaves a persona with the claims %j to the engine',
  async (claimsByScope) => {
    const { context, engine, person } = await testBench();
    const { session } = await engine.signIn(person);
    const persona = { ...context.persona, oauth: { ...oauthOf(context.persona), claimsByScope } };
    const call = await openAuthorization(context, requestOf('client', session));
    expect(await directPath(persona as unknown as Persona).ask(call)).toBeUndefined();
  },
);

test.each([
  ['plain', 1],
  ['', 0],
])('LOGINLAB_ENGINE=%j: the certified engine is made %i times for a login', async (value, made) => {
  vi.stubEnv('LOGINLAB_ENGINE', value);
  const { code, redeem } = await testBench();
  expect(await redeem(await code())).toMatchObject({ status: 200 });
  expect(engines.made).toBe(made);
});

const asked: string[] = [];

const about = {
  ...{ summary: 'Speaks for a test.', origin: 'lab' as const, setting: z.boolean().default(true) },
  source: { url: 'https://example.com', row: 'T-01', checkedOn: '2026-11-23', confidence: 'documented' as const },
};

const behaviours = [
  defineBehaviour({
    ...{ ...about, id: 'google/test/lifetimes', stage: 'token.lifetime' as const },
    apply: ({ kind, grantType, resource }) => void asked.push([kind, grantType, resource].filter(Boolean).join(' ')),
  }),
  defineBehaviour({
    ...{ ...about, id: 'google/test/refresh', stage: 'refresh.issue' as const },
    apply: () => ({ issue: true, because: 'the test says so' }),
  }),
];

test.each(['plain', ''])('LOGINLAB_ENGINE=%j: lifetimes are asked for with what each token is', async (value) => {
  vi.stubEnv('LOGINLAB_ENGINE', value);
  asked.length = 0;
  const { code, redeem, refresh } = await testBench(behaviours);
  const { body } = await redeem(await code('openid files', 'https://files.example'));
  expect(asked.splice(0)).toEqual(['code', 'access-token authorization_code https://files.example', 'refresh-token', 'id-token']);
  await refresh(String(body.refresh_token));
  expect(asked).toEqual(['access-token authorization_code refresh_token https://files.example', 'id-token']);
});

test('of five parallel redemptions one wins, and the others learn that it did', async () => {
  const { code, redeem } = await testBench();
  const value = await code();
  const replies = await Promise.all(Array.from({ length: 5 }, () => redeem(value)));
  const [lost] = replies.filter(({ status }) => status === 400);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(lost).toEqual({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'grant request is invalid' },
    failure: {
      error: 'invalid_grant',
      description: 'grant request is invalid',
      detail: 'authorization code already consumed',
    },
  });
});
