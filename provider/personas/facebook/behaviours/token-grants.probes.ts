import { containing, matching } from '../../../testing/test-probe.ts';
import { APP_ID } from '../test-browser.ts';
import { bodyOf, clientCode, exchanged, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/token/app-token': {
    on: matching(new RegExp(`^200 {"access_token":"${APP_ID}\\|[\\w-]{27}","token_type":"bearer"}$`)),
    off: containing('400 {"error":{"message":"Invalid verification code format."'),
    plain: { without: ['facebook/token/other-errors'], answer: containing('400 {"error":"unsupported_grant_type"') },
    observe: async (browser) => bodyOf(await browser.token({ grant_type: 'client_credentials' })),
  },
  'facebook/token/long-lived-exchange': { on: 200, off: 400, observe: async (browser) => (await exchanged(browser)).status },
  'facebook/token/client-code': {
    on: containing('200 {"code":"AQ'),
    off: containing('400 {"error":{"message":"Unsupported get request.'),
    plain: {
      without: ['facebook/routes/not-found'],
      answer: containing('404 {"error":"invalid_request","error_description":"unrecognized route'),
    },
    observe: async (browser) => bodyOf(await clientCode(browser)),
  },
};
