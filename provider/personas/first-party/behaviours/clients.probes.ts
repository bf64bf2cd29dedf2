import { containing } from '../../../testing/test-probe.ts';
import { type Probes, told } from '../test-observe.ts';

export const probes: Probes = {
  'first-party/clients/credentials': {
    on: ['Cookie', '403 scheme_not_allowed'],
    off: [containing('Token'), '201'],
    setting: 'session',
    observe: async (browser) => {
      const challenges = (await browser.me()).headers.get('www-authenticate') ?? '';
      const schemes = [...challenges.matchAll(/(\w+) realm=/g)].map(([, scheme]) => scheme);
      return [schemes.join(' '), await told(await browser.tokenReply())];
    },
  },
};
