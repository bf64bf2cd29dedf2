import { API, OFFLINE } from '../test-browser.ts';
import { type Probes, told } from '../test-observe.ts';

const INVALID = '403 invalid_grant: Unknown or invalid refresh token.';

type Tokens = Readonly<Record<string, string>>;
const read = async (reply: Response): Promise<Tokens> => (await reply.json()) as Tokens;

export const probes: Probes = {
  'auth0/refresh/offline-access': {
    on: [true, false, false],
    off: [false, false, false],
    observe: async (browser) => {
      await browser.register({ apis: [{ identifier: API }] });
      const asked = [OFFLINE, { scope: 'openid' }, { ...OFFLINE, audience: API }];
      const has = [];
      for (const params of asked) has.push('refresh_token' in (await browser.tokens(params)));
      return has;
    },
  },
  'auth0/refresh/rotation': {
    on: true,
    off: false,
    observe: async (browser) => {
      await browser.rotating();
      const { refresh_token } = await browser.tokens(OFFLINE);
      const { refresh_token: next } = await read(await browser.refresh(refresh_token));
      return next !== undefined && next !== refresh_token;
    },
  },
  'auth0/refresh/leeway': {
    on: ['200', '200', INVALID],
    off: [INVALID, INVALID, INVALID],
    observe: async (browser) => {
      await browser.rotating({ leewaySeconds: 60 });
      const { refresh_token: first } = await browser.tokens(OFFLINE);
      const { refresh_token: second } = await read(await browser.refresh(first));
      const previous = await told(await browser.refresh(first));
      const next = await told(await browser.refresh(second));
      return [previous, next, await told(await browser.refresh(first))];
    },
  },
  'auth0/refresh/reuse-ends-family': {
    on: [INVALID, INVALID, 200],
    off: [INVALID, '200', 200],
    plain: { without: ['auth0/token/code-reuse-spares-tokens'], answer: [INVALID, INVALID, 401] },
    observe: async (browser) => {
      await browser.rotating();
      const { refresh_token: first } = await browser.tokens(OFFLINE);
      const { refresh_token: second, access_token } = await read(await browser.refresh(first));
      const reused = await told(await browser.refresh(first));
      return [reused, await told(await browser.refresh(second)), (await browser.userinfo(access_token)).status];
    },
  },
  'auth0/refresh/lifetimes': {
    on: [INVALID, '200', INVALID],
    off: ['200', '200', INVALID],
    observe: async (browser) => {
      await browser.rotating({ lifetimeSeconds: 20 * 86_400, idleLifetimeSeconds: 10 * 86_400 });
      const { refresh_token: idle } = await browser.tokens(OFFLINE);
      const { refresh_token: used } = await browser.tokens(OFFLINE);
      await browser.world.clock.age('9d');
      const { refresh_token: second } = await read(await browser.refresh(used));
      await browser.world.clock.age('2d');
      const dead = await told(await browser.refresh(idle));
      const reply = await browser.refresh(second);
      const { refresh_token: third } = await read(reply.clone());
      await browser.world.clock.age('15d');
      return [dead, String(reply.status), await told(await browser.refresh(third))];
    },
  },
  'auth0/refresh/limit-of-200': {
    on: [INVALID, '200'],
    off: ['200', '200'],
    setting: 2,
    observe: async (browser) => {
      const made: (string | undefined)[] = [];
      for (let i = 0; i < 3; i += 1) made.push((await browser.tokens(OFFLINE)).refresh_token);
      return [await told(await browser.refresh(made[0])), await told(await browser.refresh(made[1]))];
    },
  },
  'auth0/refresh/rotation-switched': {
    on: INVALID,
    off: '200',
    observe: async (browser) => {
      await browser.rotating();
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.register();
      return told(await browser.refresh(refresh_token));
    },
  },
  'auth0/refresh/rotation-begun': {
    on: ['200', INVALID, '200'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      const [phone, laptop] = [await browser.tokens(OFFLINE), await browser.tokens(OFFLINE)];
      await browser.rotating();
      const first = await browser.refresh(phone.refresh_token);
      const { refresh_token: next } = await read(first.clone());
      return [
        await told(first),
        await told(await browser.refresh(laptop.refresh_token)),
        await told(await browser.refresh(next)),
      ];
    },
  },
  'auth0/refresh/blocked-user': {
    on: '403 invalid_grant: user is blocked',
    off: '200',
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.world.people.change('ana', { status: 'disabled' });
      return told(await browser.refresh(refresh_token));
    },
  },
  'auth0/refresh/deleted-user': {
    on: "403 invalid_grant: The refresh_token was generated for a user who doesn't exist anymore.",
    off: INVALID,
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.world.people.change('ana', { status: 'deleted' });
      return told(await browser.refresh(refresh_token));
    },
  },
};
