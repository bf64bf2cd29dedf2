import type { Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/refresh/online-has-none': {
    on: false,
    off: true,
    observe: async (browser) => 'refresh_token' in (await browser.tokens()),
  },
  'google/refresh/first-consent-only': {
    on: [true, false, true],
    off: [true, true, true],
    observe: async (browser) => {
      const offline = { access_type: 'offline' };
      const logins = [offline, offline, { ...offline, prompt: 'consent' }];
      const seen: boolean[] = [];
      for (const login of logins) seen.push('refresh_token' in (await browser.tokens(login)));
      return seen;
    },
  },
  'google/refresh/without-offline-scope': {
    on: true,
    off: false,
    observe: async (browser) => 'refresh_token' in (await browser.tokens({ access_type: 'offline' })),
  },
  'google/refresh/no-rotation': {
    // The plain engine does not rotate for these clients either: what shows is that the decision was the vendor's.
    on: [true, 200],
    off: [false, 200],
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens({ access_type: 'offline' });
      await browser.refresh(refresh_token);
      return [(await browser.spoken()).has('google/refresh/no-rotation'), (await browser.refresh(refresh_token)).status];
    },
  },
  'google/refresh/not-repeated': {
    on: false,
    off: true,
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens({ access_type: 'offline' });
      return 'refresh_token' in ((await (await browser.refresh(refresh_token)).json()) as object);
    },
  },
};
