import { describe, expect, it } from 'vitest';
import { createLab } from '../../lab/create-lab.ts';
import { browse } from './test-browser.ts';
import { told } from './test-observe.ts';

const UNSERVED = [
  ['POST', '/oauth/device/code'],
  ['POST', '/oauth/par'],
  ['POST', '/passwordless/start'],
  ['POST', '/oidc/register'],
  ['GET', '/api/v2/connections'],
  ['GET', '/samlp/x'],
] as const;

describe('what the lab does not serve of Auth0', () => {
  it.each(UNSERVED)('is a gap of the lab: %s %s', async (method, path) => {
    await using lab = await createLab({ personas: ['auth0'] });
    const reply = await lab.fetch(`https://shop.eu.auth0.com${path}`, { method, headers: { authorization: 'Bearer x' } });
    expect([reply.status, ((await reply.json()) as Record<string, string>).error]).toEqual([501, 'login_lab_gap']);
  });

  it('is a grant type that waits, and any other one is refused in Auth0’s words', async () => {
    await using lab = await createLab({ personas: ['auth0'] });
    const browser = await browse(lab);
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    expect((await browser.token({ grant_type: grant, device_code: 'x' })).status).toBe(501);
    expect(await told(await browser.token({ grant_type: grant, client_secret: 'x' }))).toBe('401 access_denied: Unauthorized');
    expect(await told(await browser.token({ grant_type: 'nonsense' }))).toBe(
      "403 unauthorized_client: Grant type 'nonsense' not allowed for the client.",
    );
    await browser.world.settings.change({ 'lab/gaps': 'vendor' });
    expect(await told(await browser.token({ grant_type: grant }))).toMatch(/^403 unauthorized_client/);
  });

  it('is no gap where Auth0 has nothing either', async () => {
    await using lab = await createLab({ personas: ['auth0'] });
    const reply = await lab.fetch('https://shop.eu.auth0.com/.well-known/webfinger');
    expect([reply.status, await reply.text()]).toEqual([404, 'Not Found']);
  });

  it('begins as at Auth0: the Management API looks at the credential first', async () => {
    await using lab = await createLab({ personas: ['auth0'] });
    const reply = await lab.fetch('https://shop.eu.auth0.com/api/v2/clients');
    expect([reply.status, await reply.json()]).toEqual([
      401,
      { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' },
    ]);
  });
});
