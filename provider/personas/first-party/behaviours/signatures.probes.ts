import { type Probes, told } from '../test-observe.ts';
import { makeKey, nowSeconds, sendSigned, withPassword } from '../test-signing.ts';

export const probes: Probes = {
  'first-party/api/clock': {
    setting: 600,
    on: ['401 request_time_skewed', '200', true],
    off: ['200', '401 request_time_skewed', false],
    observe: async (browser) => {
      await withPassword(browser);
      const key = await makeKey(browser, { type: 'hmac' });
      const now = await told(await sendSigned(browser, { key }));
      const later = await sendSigned(browser, { key, at: nowSeconds() + 600 });
      const { headers } = await sendSigned(browser, { key, at: nowSeconds() - 6000 });
      return [now, await told(later), Date.parse(headers.get('date') ?? '') / 1000 > nowSeconds() + 500];
    },
  },
  'first-party/hmac/same-refusal': {
    on: ['401 invalid_signature', '401 invalid_signature'],
    off: ['401 wrong_signature', '401 unknown_key'],
    observe: async (browser) => {
      await withPassword(browser);
      const key = await makeKey(browser, { type: 'hmac' });
      const wrong = await sendSigned(browser, { key: { ...key, secret: 'another' } });
      const unknown = await sendSigned(browser, { key: { ...key, key_id: 'key_nobody' } });
      return [await told(wrong), await told(unknown)];
    },
  },
  'first-party/hmac/time-window': {
    on: ['200', '401 request_time_skewed', '401 request_time_skewed'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const key = await makeKey(browser, { type: 'hmac' });
      const seen = [];
      for (const by of [-290, -310, 310]) seen.push(await told(await sendSigned(browser, { key, at: nowSeconds() + by })));
      return seen;
    },
  },
  'first-party/hmac/replays': {
    setting: 'refused',
    on: ['200', '401 signature_reused'],
    off: ['200', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const key = await makeKey(browser, { type: 'hmac' });
      const at = nowSeconds();
      return [await told(await sendSigned(browser, { key, at })), await told(await sendSigned(browser, { key, at }))];
    },
  },
};
