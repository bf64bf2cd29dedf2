import { expect } from 'vitest';
import { tokensFor } from '../../testing/test-login.ts';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Consents and sessions: listed, revoked and ended. */
export const describeGrantsAndSessions = (test: WorldTest): void => {
  test('consents and sessions are listed, and end', async ({ world }) => {
    await tokensFor(world, 'ana', { cookie: '' });
    const [grant] = await world.grants.list();
    const [client] = await world.google.clients();
    expect(grant).toMatchObject({ persona: 'google', person: 'ana', clientIds: [client?.clientId] });
    expect(grant?.scopes).toContain('openid');
    const [session] = await world.sessions.list({ person: 'ana' });
    expect(session).toMatchObject({ persona: 'google', person: 'ana', browser: expect.any(String) });
    expect(await world.sessions.list({ person: 'ben' })).toEqual([]);

    expect(await world.sessions.end({ id: session?.id ?? '' })).toBe(1);
    expect(await world.sessions.list()).toEqual([]);
    expect(await rejection(world.sessions.end({ id: 'nobody' }))).toMatchObject({ code: 'unknown-id', field: 'id' });

    expect((await rejection(world.grants.revoke({ person: 'ana', clientId: 'nobody' }))).code).toBe('unknown-id');
    expect(await world.grants.list()).toEqual([grant]);
    expect(await world.grants.revoke({ person: 'ana', clientId: client?.clientId ?? '' })).toBeGreaterThan(0);
    expect(await world.grants.list()).toEqual([]);
  });

  test('revoking one app ends what the person granted to its project, and nothing else', async ({ world }) => {
    await world.google.register({ clientId: '77-web' });
    await world.google.register({ clientId: '77-phone' });
    await world.google.register({ clientId: '88-other' });
    for (const clientId of ['77-web', '77-phone', '88-other']) await world.google.mint({ as: 'ana', clientId });
    expect(await world.grants.revoke({ person: 'ana', clientId: '77-web' })).toBeGreaterThan(0);
    const living = (await world.tokens.list({ state: 'live' })).map(({ clientId }) => clientId);
    expect([...new Set(living)]).toEqual(['88-other']);
  });

  test('ending sessions counts them', async ({ world }) => {
    expect(await world.sessions.end()).toBe(0);
  });
};
