import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../fixtures/people/index.ts';
import { browse as browseAuth0 } from '../personas/auth0/test-browser.ts';
import { claimsOf, seen } from '../personas/auth0/test-observe.ts';
import { TestApp } from '../personas/facebook/api/test-app.ts';
import { browse as browseFirstParty } from '../personas/first-party/test-browser.ts';
import { told } from '../personas/first-party/test-observe.ts';
import { TestBrowser } from '../personas/google/test-browser.ts';
import { openIdToken, refusalOf } from '../personas/google/test-observe.ts';
import { ERROR_PEOPLE } from '../world/index.ts';
import { createLab, type Lab } from './create-lab.ts';

describe('error people', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await createLab();
  });
  afterAll(() => lab.close());

  const google = async () => {
    const browser = new TestBrowser(lab, await lab.world());
    await browser.register();
    return browser;
  };
  const facebook = async () => new TestApp({ lab, world: await lab.world() }).register();
  const me = async (app: TestApp, as: string) => {
    const token = await app.shortToken('email', as);
    return (await (await app.graph('/me?fields=id,name,email', token)).json()) as Record<string, string>;
  };

  it('are in every world, and in the page about them', async () => {
    const page = await readFile(new URL('../../docs/error-people.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)@…` \|/gm)].map(([, key]) => key);
    expect(rows).toEqual(Object.keys(ERROR_PEOPLE));
    expect(PEOPLE.map(({ key }) => key)).toEqual(expect.arrayContaining(rows));
  });

  it('are known by the local part of an address too', async () => {
    const world = await lab.world();
    expect(await world.people.add({ key: 'eve', email: 'blocked@shop.example' })).toMatchObject({ status: 'disabled' });
    expect(await world.people.add({ key: 'mia', email: 'no-email@shop.example' })).toMatchObject({ email: '' });
    expect(await world.people.add({ key: 'unverified', emailVerified: true })).toMatchObject({ emailVerified: true });
  });

  it('denies: Google sends the app access_denied and nothing more', async () => {
    const browser = await google();
    const callback = await browser.signIn({}, 'denies');
    expect([callback.searchParams.get('error'), callback.searchParams.get('code')]).toEqual(['access_denied', null]);
    expect((await browser.signIn({ prompt: 'select_account' }, 'ana')).searchParams.has('code')).toBe(true);
  });

  it('denies: Facebook sends the app user_denied, in the query', async () => {
    const app = await facebook();
    const { searchParams } = await app.browser.signIn({ state: 's' }, 'denies');
    expect([...searchParams.keys()].toSorted()).toEqual(['error', 'error_code', 'error_description', 'error_reason', 'state']);
    expect(searchParams.get('error_reason')).toBe('user_denied');
  });

  it('no-email: Google signs in an account without an address', async () => {
    const browser = await google();
    const { id_token, access_token } = await browser.tokens({}, 'no-email');
    const userinfo = (await (await browser.api('/v1/userinfo', access_token)).json()) as object;
    for (const told of [openIdToken(id_token), userinfo]) {
      expect(told).toMatchObject({ name: 'Noel No-Email' });
      expect(told).not.toHaveProperty('email');
      expect(told).not.toHaveProperty('email_verified');
    }
  });

  it('no-email: Facebook leaves the key out, though the permission was given', async () => {
    const user = await me(await facebook(), 'no-email');
    expect(Object.keys(user)).toEqual(['id', 'name']);
  });

  it('blocked: Google shows a page of its own', async () => {
    const browser = await google();
    const end = await browser.press(await browser.authorize(), { account: 'blocked' });
    expect(refusalOf(end)).toMatch(/^403 account_disabled: Your account has been disabled/);
  });

  it('blocked: Facebook shows a checkpoint, and tokens from before answer 459', async () => {
    const app = await facebook();
    expect(await app.ends({}, 'blocked')).toContain('has been locked');
    const token = await app.token({ as: 'ana' });
    await app.world.people.change('ana', { status: 'disabled' });
    expect(await (await app.graph('/me', token)).text()).toContain('"error_subcode":459');
    await app.world.people.change('ana', { status: 'active' });
  });

  it('unverified: Google says email_verified false, in every place', async () => {
    const browser = await google();
    const { id_token, access_token } = await browser.tokens({}, 'unverified');
    const userinfo = (await (await browser.api('/v1/userinfo', access_token)).json()) as object;
    for (const told of [openIdToken(id_token), userinfo])
      expect(told).toMatchObject({ email: 'unverified@example.com', email_verified: false });
  });

  it('denies and blocked: Auth0 tells the app in its own words', async () => {
    const browser = await browseAuth0(lab);
    expect(await seen(await browser.reply({}, 'denies'))).toBe('access_denied: User did not authorize the request');
    expect(await seen(await browser.reply({ prompt: 'login' }, 'blocked'))).toBe('unauthorized: user is blocked');
  });

  it('no-email and unverified: Auth0 tells what it knows', async () => {
    const browser = await browseAuth0(lab);
    expect(claimsOf((await browser.tokens({}, 'no-email')).id_token)).not.toHaveProperty('email');
    expect(claimsOf((await browser.tokens({ prompt: 'login' }, 'unverified')).id_token)).toMatchObject({ email_verified: false });
  });

  it('unverified: Facebook has no flag, and leaves the address out', async () => {
    const user = await me(await facebook(), 'unverified');
    expect(Object.keys(user)).toEqual(['id', 'name']);
  });

  it('blocked, unverified and no-email: the first-party API takes no login, limits a feature, and knows no address', async () => {
    const browser = await browseFirstParty(lab);
    expect(await told(await browser.tokenReply('blocked@example.com'))).toBe('403 account_disabled');
    const token = await browser.token('unverified@example.com');
    expect(await told(await browser.json('GET', '/friends/invitations', undefined, token))).toBe('403 email_not_validated');
    expect(await told(await browser.tokenReply(''))).toBe('401 invalid_credentials');
  });
});
