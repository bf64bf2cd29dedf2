import { containing } from '../../../testing/test-probe.ts';
import { APP_ID, CALLBACK, SUCCESS } from '../test-browser.ts';
import { endOf, type Probes, TOKEN } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/callback/repeat-visit': {
    on: SUCCESS,
    off: containing(`${SUCCESS}#access_token=EAA`),
    setting: 'bare',
    observe: async (browser) => {
      await browser.signIn({ redirect_uri: SUCCESS, ...TOKEN });
      return (await browser.signIn({ redirect_uri: SUCCESS, ...TOKEN })).href;
    },
  },
  'facebook/callback/question-mark': {
    on: containing(`302 ${CALLBACK}?#access_token=EAA`),
    off: containing(`302 ${CALLBACK}#access_token=EAA`),
    observe: async (browser) => endOf(await browser.goOn(await browser.dialog(TOKEN))),
  },
  'facebook/callback/underscore-fragment': {
    on: '#_=_',
    off: '',
    observe: async (browser) => (await browser.signIn()).hash,
  },
  'facebook/callback/app-scheme-page': {
    on: containing(
      `200 <html><head></head><body><script type="text/javascript">window.location.href="fb${APP_ID}:\\/\\/authorize\\/`,
    ),
    off: containing(`302 fb${APP_ID}://authorize/?code=AQ`),
    observe: async (browser) => endOf(await browser.goOn(await browser.dialog({ redirect_uri: `fb${APP_ID}://authorize/` }))),
  },
};
