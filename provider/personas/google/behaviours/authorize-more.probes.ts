import { matching } from '../../../testing/test-probe.ts';
import { openIdToken, type Probes, refused } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/prompt-conflict': {
    on: '400 invalid_request: Conflict params: approval_prompt and prompt',
    off: '200 page',
    observe: refused({ approval_prompt: 'auto', prompt: 'consent' }),
  },
  'google/authorize/unknown-approval-prompt': {
    on: "400 invalid_request: Invalid parameter value for approval_prompt: 'always' is not valid",
    off: '200 page',
    observe: refused({ approval_prompt: 'always' }),
  },
  'google/authorize/nonce-required': {
    on: '400 invalid_request: Missing required parameter: nonce',
    off: '400 invalid_request: Bad Request',
    plain: {
      without: ['google/authorize/error-page'],
      answer: matching(/^302 .*\/callback#error=invalid_request&.*error_description=missing%20required%20parameter%20'nonce'/),
    },
    observe: refused({ response_type: 'id_token' }),
  },
  'google/authorize/approval-prompt': {
    on: 200,
    off: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ approval_prompt: 'force' })).status;
    },
  },
  'google/authorize/scope-aliases': {
    on: 'https://www.googleapis.com/auth/contacts https://www.googleapis.com/auth/business.manage',
    off: 'https://www.google.com/m8/feeds https://www.googleapis.com/auth/plus.business.manage',
    observe: async (browser) => {
      const scope = 'https://www.google.com/m8/feeds https://www.googleapis.com/auth/plus.business.manage';
      return (await browser.tokens({ scope })).scope;
    },
  },
  'google/authorize/max-age-ignored': {
    on: [302, false],
    off: [200, false],
    observe: async (browser) => {
      await browser.signIn();
      const again = await browser.authorize({ max_age: '0' });
      return [again.status, 'auth_time' in openIdToken((await browser.tokens({ max_age: '9' })).id_token)];
    },
  },
};
