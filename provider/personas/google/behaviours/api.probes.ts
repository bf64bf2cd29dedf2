import { containing } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import { bodyOf, driveToken, type Probes } from '../test-observe.ts';

const drive = async (browser: TestBrowser, token: string | undefined): Promise<string> =>
  bodyOf(await browser.api('/drive/v3/files', token));

export const probes: Probes = {
  'google/api/token-in-query': {
    on: 200,
    off: 403,
    plain: { without: ['google/api/403-reads-without-credentials', 'google/api/401-no-credentials'], answer: 401 },
    observe: async (browser) => (await browser.send(`/drive/v3/files?access_token=${await driveToken(browser)}`)).status,
  },
  'google/api/401-invalid-token': {
    on: containing('"reason": "authError"'),
    off: '401 {"error":"invalid_token","error_description":"invalid token provided"}',
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files', 'nope')),
  },
  'google/api/403-reads-without-credentials': {
    on: 403,
    off: 401,
    observe: async (browser) => (await browser.send('/drive/v3/files')).status,
  },
  'google/api/401-no-credentials': {
    on: containing('"reason": "CREDENTIALS_MISSING"'),
    off: '401 {"error":"invalid_request","error_description":"no access token provided"}',
    observe: async (browser) => bodyOf(await browser.send('/drive/v3/files', { method: 'POST' })),
  },
  'google/api/403-insufficient-scope': {
    on: containing('"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"'),
    off: '403 {"error":"insufficient_scope","error_description":"access token missing required scope"}',
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files', (await browser.tokens()).access_token)),
  },
  'google/api/error-envelope': {
    on: containing('"reason": "notFound"'),
    off: '404 {"error":"notFound","error_description":"File not found: nope."}',
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files/nope', await driveToken(browser))),
  },
  'google/api/rate-limit': {
    on: containing('403 {\n  "error": {\n    "code": 403,\n    "message": "User Rate Limit Exceeded.'),
    off: '200 {\n  "kind": "drive#fileList",\n  "incompleteSearch": false,\n  "files": []\n}\n',
    observe: async (browser) => {
      const token = await driveToken(browser);
      // Whoever switched the limit off must not have it set again.
      const { 'google/api/rate-limit': limit } = await browser.world.settings.read();
      if (limit !== false) await browser.world.settings.change({ 'google/api/rate-limit': 2 });
      for (let call = 0; call < 2; call += 1) await browser.api('/drive/v3/files', token);
      return drive(browser, token);
    },
  },
  'google/api/rate-limit-reply': {
    on: containing('"reason": "userRateLimitExceeded"'),
    off: '429 {"error":"too_many_requests"}',
    observe: async (browser) => {
      await browser.world.settings.change({ 'google/api/rate-limit': 1 });
      const token = await driveToken(browser);
      await drive(browser, token);
      return drive(browser, token);
    },
  },
  'google/api/403-service-disabled': {
    on: containing('"reason": "accessNotConfigured"'),
    off: '403 {"error":"access_denied"}',
    observe: async (browser) => {
      await browser.register({ disabledApis: ['drive.googleapis.com'] });
      return drive(browser, await driveToken(browser));
    },
  },
};
