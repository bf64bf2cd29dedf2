import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { Persona } from '../model/index.ts';
import { redirectUriFits } from '../model/redirect-uri.ts';
import * as atFacebook from '../personas/facebook/test-browser.ts';
import * as atGoogle from '../personas/google/test-browser.ts';
import { PERSONAS } from '../personas/index.ts';
import { askBehaviours } from '../world/decide.ts';
import { Rows } from '../world/rows.ts';

vi.mock('../model/redirect-uri.ts', async (original) => {
  const real = await original<typeof import('../model/redirect-uri.ts')>();
  return { ...real, redirectUriFits: vi.fn(real.redirectUriFits) };
});
vi.mock('../world/decide.ts', async (original) => {
  const real = await original<typeof import('../world/decide.ts')>();
  return { ...real, askBehaviours: vi.fn(real.askBehaviours) };
});

const reads = vi.spyOn(Rows.prototype, 'read');
const clientReads = (): number => reads.mock.calls.filter(([kind]) => kind === 'Client').length;
const judgements = (): number => vi.mocked(askBehaviours).mock.calls.filter(([, stage]) => stage === 'redirect-uri').length;
const off = ({ behaviours }: Persona) => Object.fromEntries(behaviours.map(({ id }) => [id, false]));

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google', 'facebook'] });
});
afterAll(() => lab.close());
beforeEach(() => void vi.clearAllMocks());

describe('Google', () => {
  it('looks its client up once in a code exchange, and once in a refresh', async () => {
    const browser = await atGoogle.browse(lab);
    const callback = await browser.signIn({ access_type: 'offline' });
    reads.mockClear();
    const reply = await browser.redeem(callback);
    expect([reply.status, clientReads()]).toEqual([200, 1]);
    const { refresh_token: refreshToken } = (await reply.json()) as { refresh_token: string };
    reads.mockClear();
    expect([(await browser.refresh(refreshToken)).status, clientReads()]).toEqual([200, 1]);
  });

  it('looks it up once in a code exchange that is refused, by a rule of Google’s or by the protocol', async () => {
    const browser = await atGoogle.browse(lab);
    const callback = await browser.signIn();
    for (const changes of [{ client_secret: 'wrong' }, { code: 'nonsense' }, { redirect_uri: 'https://other.example/' }]) {
      reads.mockClear();
      expect([(await browser.redeem(callback, changes)).ok, clientReads()]).toEqual([false, 1]);
    }
  });

  it.each([[atGoogle.CALLBACK], ['https://other.example/']])(
    'looks it up and judges the redirect URI once in an authorization request: %s',
    async (uri) => {
      const browser = await atGoogle.browse(lab);
      reads.mockClear();
      await browser.authorize({ redirect_uri: uri });
      expect([clientReads(), judgements(), vi.mocked(redirectUriFits).mock.calls.length]).toEqual([1, 1, 1]);
    },
  );

  it('judges the redirect URI once with every behaviour off', async () => {
    const browser = await atGoogle.browse(lab);
    await browser.world.settings.change(off(PERSONAS.google));
    await browser.authorize();
    expect([judgements(), vi.mocked(redirectUriFits).mock.calls.length]).toEqual([1, 1]);
  });
});

describe('Facebook', () => {
  it('looks its app up once in a code exchange, and in one that is refused', async () => {
    const browser = await atFacebook.browse(lab);
    const callback = await browser.signIn();
    for (const [changes, isGood] of [
      [{ client_secret: 'wrong' }, false],
      [{}, true],
    ] as const) {
      reads.mockClear();
      expect([(await browser.redeem(callback, changes)).ok, clientReads()]).toEqual([isGood, 1]);
    }
  });

  it.each([[atFacebook.CALLBACK], ['https://other.example/']])(
    'looks it up and judges the redirect URI once in a dialog request: %s',
    async (uri) => {
      const browser = await atFacebook.browse(lab);
      reads.mockClear();
      await browser.dialog({ redirect_uri: uri });
      expect([clientReads(), judgements()]).toEqual([1, 1]);
    },
  );

  it('judges the redirect URI once with every behaviour off', async () => {
    const browser = await atFacebook.browse(lab);
    await browser.world.settings.change(off(PERSONAS.facebook));
    await browser.dialog();
    expect([judgements(), vi.mocked(redirectUriFits).mock.calls.length]).toEqual([1, 1]);
  });
});
