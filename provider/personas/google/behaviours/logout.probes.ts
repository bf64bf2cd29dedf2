import { EVERYBODY, offeredAccounts, type Probes, twoAccounts } from '../test-observe.ts';

export const probes: Probes = {
  'google/logout/every-account': {
    on: [200, EVERYBODY, 'https://mail.google.com/'],
    off: [404, EVERYBODY, null],
    observe: async (browser) => {
      await twoAccounts(browser);
      const out = await browser.send('/Logout?continue=https://shop.example/');
      const after = await offeredAccounts(browser, {});
      return [out.status, after, (await browser.send('/logout?continue=https://mail.google.com/')).headers.get('location')];
    },
  },
};
