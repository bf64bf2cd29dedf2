import { bodyOf, type Probes, told } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/routes/not-found': {
    on: ['404 <!DOCTYPE html>', '400 100: Unsupported delete request.'],
    off: ['404 {"error":"inval', '404 invalid_request'],
    observe: async (browser) => {
      const page = await bodyOf(await browser.send('/dialog/oauth/confirm'));
      const refusal = await told(await browser.send('/oauth/access_token', { method: 'DELETE' }));
      return [page.slice(0, 19), refusal.slice(0, 36)];
    },
  },
};
