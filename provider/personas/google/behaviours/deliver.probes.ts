import { containing } from '../../../testing/test-probe.ts';
import { CALLBACK } from '../test-browser.ts';
import type { Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/response-mode': {
    on: containing(`<form method="post" action="${CALLBACK}">`),
    off: containing(`${CALLBACK}?`),
    observe: async (browser) => {
      const consent = await browser.press(await browser.authorize({ response_mode: 'form_post' }), { account: 'ana' });
      const reply = await browser.press(consent, { decision: 'allow' });
      return reply.headers.get('location') ?? reply.text();
    },
  },
};
