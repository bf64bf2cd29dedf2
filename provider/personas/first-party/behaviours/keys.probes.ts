import { matching } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import { jsonOf, type Probes, told } from '../test-observe.ts';
import { BASIC, makeKey, withPassword } from '../test-signing.ts';

const use = (browser: TestBrowser, key: string | undefined) =>
  browser.json('GET', '/random', undefined, { 'x-api-key': key ?? '' });

/** A key in the newest mail. */
const mailedKey = async ({ world }: TestBrowser): Promise<string | undefined> =>
  /^The new key: (\S+)$/m.exec((await world.mailbox.list()).messages.at(-1)?.text ?? '')?.[1];

export const probes: Probes = {
  'first-party/keys/secret-once': {
    on: [true, matching(/^\*{12}.{4}$/)],
    off: [true, matching(/^sk_.{40}$/)],
    observe: async (browser) => {
      await withPassword(browser);
      const key = await makeKey(browser, { type: 'hmac' });
      const { keys } = (await jsonOf(await browser.json('GET', '/keys', undefined, BASIC))) as {
        keys: readonly { key_id: string; secret: string }[];
      };
      return [keys[0]?.key_id === key.key_id, keys[0]?.secret];
    },
  },
  'first-party/keys/weekly-renewal': {
    on: ['200', true, '200', '200', '401 token_replaced'],
    off: ['200', false, '200', '401 invalid_credentials', '200'],
    observe: async (browser) => {
      await withPassword(browser);
      const { key } = await makeKey(browser, { type: 'api-key' });
      await browser.world.clock.age('6d');
      const young = await told(await use(browser, key));
      await browser.world.clock.age('30h');
      const inGrace = await told(await use(browser, key));
      const next = await mailedKey(browser);
      const withNext = await told(await use(browser, next ?? 'none'));
      await browser.world.clock.age('20h');
      return [young, next !== undefined && next !== key, inGrace, withNext, await told(await use(browser, key))];
    },
  },
  'first-party/keys/replaced': {
    on: '401 token_replaced',
    off: '401 key_ended',
    plain: { without: ['first-party/keys/ended'], answer: '401 invalid_credentials' },
    observe: async (browser) => {
      await withPassword(browser);
      const { key } = await makeKey(browser, { type: 'api-key' });
      await browser.world.clock.age('9d');
      return told(await use(browser, key));
    },
  },
  'first-party/keys/ended': {
    on: ['204', '401 key_ended'],
    off: ['204', '401 invalid_credentials'],
    observe: async (browser) => {
      await withPassword(browser);
      const { key, key_id } = await makeKey(browser, { type: 'api-key' });
      const deleted = await told(await browser.json('DELETE', `/keys/${key_id}`, undefined, BASIC));
      return [deleted, await told(await use(browser, key))];
    },
  },
};
