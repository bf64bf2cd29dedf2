import { containing } from '../../../testing/test-probe.ts';
import { APP_ID, CALLBACK } from '../test-browser.ts';
import { AT_ONCE, endOf, LOGIN_PAGE, opened, type Probes } from '../test-observe.ts';

const PHONE = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36';

const DEVELOPED = { status: 'testing', testers: ['ben'] } as const;

export const probes: Probes = {
  'facebook/dialog/mobile-host': {
    on: containing('302 https://m.facebook.com/dialog/oauth?client_id='),
    off: containing('302 https://www.facebook.com/login.php?'),
    observe: async (browser) =>
      endOf(
        await browser.lab.fetch(`https://www.facebook.com/dialog/oauth?client_id=${APP_ID}&redirect_uri=${CALLBACK}`, {
          headers: { 'user-agent': PHONE, 'x-loginlab-world': browser.world.id },
        }),
      ),
  },
  'facebook/sign-in/login-page': { on: LOGIN_PAGE, off: '200 page-account-chooser', observe: opened({}) },
  'facebook/sign-in/reauthenticate': {
    on: LOGIN_PAGE,
    off: AT_ONCE,
    observe: async (browser) => {
      await browser.signIn();
      return endOf(await browser.dialog({ auth_type: 'reauthenticate' }));
    },
  },
  'facebook/app/force-reauthentication': {
    on: LOGIN_PAGE,
    off: AT_ONCE,
    observe: async (browser) => {
      await browser.signIn();
      await browser.register({ reauthenticates: true });
      return endOf(await browser.dialog());
    },
  },
  'facebook/app/development-mode': {
    on: containing('400 App not active: App not active: This app is not accessible right now'),
    off: AT_ONCE,
    observe: async (browser) => {
      await browser.register(DEVELOPED);
      return endOf(await browser.goOn(await browser.dialog()));
    },
  },
};
