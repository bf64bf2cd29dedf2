import { containing, matching } from '../../../testing/test-probe.ts';
import { CLIENT_ID, type TestBrowser } from '../test-browser.ts';
import { type Probes, seen } from '../test-observe.ts';

const RESULT = 'http://127.0.0.1:3000/welcome?a=1#top';
const DATABASE = 'Username-Password-Authentication';

const subjects = async (browser: TestBrowser): Promise<readonly string[]> =>
  (await browser.world.mailbox.list()).messages.map(({ subject, to }) => `${subject} > ${to}`);

const askForPassword = (browser: TestBrowser): Promise<Response> =>
  browser.post('/dbconnections/change_password', { client_id: CLIENT_ID, connection: DATABASE, email: 'ana@example.com' });

const went = async (reply: Response): Promise<string | null> => reply.headers.get('location') ?? seen(reply);

const typed = async (browser: TestBrowser, link: string, password: string): Promise<Response> =>
  browser.press(await browser.send(link), { password, 're-enter-password': password });

const noticeOf = async (reply: Response): Promise<string | undefined> =>
  /data-testid="notice">([^<]*)</.exec(await reply.text())?.[1];

export const probes: Probes = {
  'auth0/mail/verification': {
    on: ['Verify your email > new@example.com'],
    off: [],
    observe: async (browser) => {
      await browser.signUp();
      return subjects(browser);
    },
  },
  'auth0/mail/password-change': {
    on: ['Reset your password > ana@example.com'],
    off: [],
    observe: async (browser) => {
      await askForPassword(browser);
      return subjects(browser);
    },
  },
  'auth0/mail/blocked-account': {
    on: ['Your account has been blocked > ana@example.com'],
    off: [],
    observe: async (browser) => {
      for (let i = 0; i < 12; i += 1) await browser.password({ password: 'wrong' });
      return subjects(browser);
    },
  },
  'auth0/verification/messages': {
    on: [
      'Your email was verified. You can continue using the application.',
      'This URL can be used only once',
      'User account does not exist or verification code is invalid.',
      'This account is already verified.',
      'Access expired.',
    ],
    off: ['done', ...Array.from({ length: 4 }, () => 'this link is not good')],
    observe: async (browser) => {
      const open = async (link: string) => noticeOf(await browser.send(link));
      const first = await browser.verificationLink('one@example.com');
      const said = [await open(first), await open(first), await open(`${browser.base}/u/email-verification?ticket=x`)];
      const second = await browser.verificationLink('two@example.com');
      await browser.world.people.change('two', { emailVerified: true });
      said.push(await open(second));
      const third = await browser.verificationLink('three@example.com');
      await browser.world.clock.age('5d');
      return [...said, await open(third)];
    },
  },
  'auth0/change-password/messages': {
    on: ['You can now login to the application with the new password.', 'This URL can be used only once'],
    off: ['done', 'this link is not good'],
    observe: async (browser) => {
      await askForPassword(browser);
      const link = await browser.mailedLink();
      return [await noticeOf(await typed(browser, link, 'N3w-Secret')), await noticeOf(await browser.send(link))];
    },
  },
  'auth0/verification/result': {
    on: [
      'http://127.0.0.1:3000/welcome?a=1&supportSignUp=true&supportForgotPassword=true&email=new%40example.com&message=Your%20email%20was%20verified.%20You%20can%20continue%20using%20the%20application.&success=true&code=success#top',
      containing('&message=This%20URL%20can%20be%20used%20only%20once&success=false#top'),
    ],
    off: ['200 notice', '400 notice'],
    observe: async (browser) => {
      await browser.register({ emailVerificationUrl: RESULT });
      const link = await browser.verificationLink('new@example.com');
      return [await went(await browser.send(link)), await went(await browser.send(link))];
    },
  },
  'auth0/change-password/result': {
    on: matching(
      /^http:\/\/127\.0\.0\.1:3000\/welcome\?a=1&success=true&message=You%20can%20now%20login%20to%20the%20application%20with%20the%20new%20password\.#top$/,
    ),
    off: '200 notice',
    observe: async (browser) => {
      const ticket = { user_id: await browser.userId('ana'), result_url: RESULT, includeEmailInRedirect: false };
      const reply = await browser.manage('POST', '/tickets/password-change', ticket);
      const { ticket: link } = (await reply.json()) as { ticket: string };
      return went(await typed(browser, link, 'N3w-Secret'));
    },
  },
};
