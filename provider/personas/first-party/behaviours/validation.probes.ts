import { NEW, type TestBrowser } from '../test-browser.ts';
import { type Probes, told } from '../test-observe.ts';

const linkOf = async (browser: TestBrowser): Promise<string> => {
  await browser.signUp();
  return browser.mailedPath();
};

const isValidated = async (browser: TestBrowser): Promise<boolean | undefined> =>
  (await browser.world.people.list()).find(({ email }) => email === NEW)?.emailVerified;

export const probes: Probes = {
  'first-party/validation/mail': {
    on: ['Validate your address for A test app', 1],
    off: [undefined, undefined],
    observe: async (browser) => {
      await browser.signUp();
      const [message] = (await browser.world.mailbox.list()).messages;
      return [message?.subject, message?.links.length];
    },
  },
  'first-party/validation/link-life': {
    on: ['410 link_expired', false],
    off: ['200', true],
    observe: async (browser) => {
      const path = await linkOf(browser);
      await browser.world.clock.age('24h');
      return [await told(await browser.json('GET', path)), await isValidated(browser)];
    },
  },
  'first-party/validation/needs-post': {
    on: [false, true],
    off: [true, true],
    setting: 'post-validates',
    observe: async (browser) => {
      const path = await linkOf(browser);
      await browser.json('GET', path, undefined, { accept: 'text/html' });
      const byGet = await isValidated(browser);
      await browser.json('POST', path);
      return [byGet, await isValidated(browser)];
    },
  },
  'first-party/validation/single-use': {
    on: ['200', '410 link_used'],
    off: ['200', '200'],
    observe: async (browser) => {
      const path = await linkOf(browser);
      return [await told(await browser.json('GET', path)), await told(await browser.json('GET', path))];
    },
  },
  'first-party/validation/policy': {
    on: ['200', '403 email_not_validated'],
    off: ['200', '200'],
    observe: async (browser) => {
      await browser.signUp();
      const token = await browser.token(NEW);
      return [
        await told(await browser.me(token)),
        await told(await browser.json('GET', '/friends/invitations', undefined, token)),
      ];
    },
  },
};
