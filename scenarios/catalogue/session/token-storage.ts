import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: steps.LoginSeen;
  readonly items: readonly model.StoredItem[];
  readonly wire: readonly Exchange[];
}

const OTHERS = 0o077;

const places = (kept: readonly steps.KeptToken[]): string => [...new Set(kept.map(steps.describeKept))].join('; ');

const checkFiles = (items: readonly model.StoredItem[], { check }: Pick<model.ScenarioContext, 'check'>): void => {
  const files = items.filter(({ place }) => place === 'file');
  if (files.length === 0) return;
  const open = files.filter(({ mode = 0 }) => (mode & OTHERS) !== 0);
  const modes = open.map(({ name, mode = 0 }) => `${name} has mode ${mode.toString(8).padStart(4, '0')}`).join('; ');
  check.should('owner-only', 'Only the owner may read the files in which the client keeps its data', open.length === 0, modes);
};

/** Cookies that carry a token in clear; those with an id or with sealed content say nothing of a token. */
const checkCookies = (kept: readonly steps.KeptToken[], { check }: Pick<model.ScenarioContext, 'check'>): void => {
  const cookies = kept.map(({ item }) => item).filter(({ place }) => place === 'cookie');
  if (cookies.length === 0) return;
  const loose = cookies.filter(({ cookie }) => cookie?.sameSite === 'none' || cookie?.httpOnly !== true);
  const found = loose.map(({ name }) => `the cookie ${name} is sent by other sites or readable by scripts`).join('; ');
  check.should('cookie-attributes', 'A cookie with a token is HttpOnly and not SameSite=None', loose.length === 0, found);
};

export default model.defineScenario<Seen>({
  id: 'session/token-storage',
  title: 'What the client keeps can be read by nobody else',
  level: 'SHOULD',
  basis: [
    model.spec('RFC10017'),
    model.spec('RFC8252-8'),
    model.spec('RFC6819-4.1.2'),
    model.lab('A refresh token stands for the person for weeks: a copy of it is a login.'),
  ],
  seedQuestion: 'S3',
  provider: 'Behaves correctly.',
  rightClient:
    'Keeps the refresh token where neither a script of the page nor another user or a backup can read it: on the server, in the keychain of the system, or in a file that is encrypted with a key of the keychain.',
  fix: 'Keep refresh tokens on a server, in the keychain of the system, or in a file encrypted with a key of the keychain; never in web storage or in a plain file.',
  fixes: {
    'owner-only': 'Create the file with mode 0600 in a folder with mode 0700.',
    'refresh-token-not-for-scripts':
      'Keep the refresh token on a server, or in memory with rotation; web storage can be read by any script of the page.',
    'password-not-kept': 'Keep what the API gives for the password, and never the password.',
    'refresh-token-not-in-clear':
      'Encrypt the file with a key of the keychain of the system, or keep the token in the keychain. Base64 is no encryption.',
  },
  personas: ['google', 'auth0', 'first-party'],
  needs: ['signIn', 'storage'],
  shows: [],
  bites: [
    {
      client: 'native',
      mutant: 'sess-tokens-in-clear-file',
      verdict: 'warn',
      check: 'refresh-token-not-in-clear',
      honestPasses: true,
    },
    { client: 'native', mutant: 'sess-tokens-encoded-file', verdict: 'warn', check: 'refresh-token-not-in-clear' },
    { client: 'native', mutant: 'sess-token-file-readable', verdict: 'warn', check: 'owner-only' },
    { client: 'native-google', mutant: 'sess-tokens-in-clear-file', verdict: 'warn', check: 'refresh-token-not-in-clear' },
    { client: 'spa', mutant: 'sess-refresh-token-in-localstorage', verdict: 'warn', check: 'refresh-token-not-for-scripts' },
    { client: 'rest-spa', mutant: 'sess-password-in-storage', verdict: 'warn', check: 'password-not-kept' },
  ],
  async steps(context) {
    const login = await steps.seeLogin(context.person, context);
    if (context.app.verbs.has('useResource')) await context.person.usesResource();
    await context.settled();
    const items = await context.person.storage();
    if (!items) context.check.skip('What this client keeps is in its page, which only a real browser can read (--browser).');
    return { login, items: items ?? [], wire: await context.wire.all() };
  },
  // This scenario has no twist: the control leg only checks that there is something to look at.
  control({ login, items }, { check }) {
    const shown = `${login.who.name} is not shown as the one signed in; ${traffic.describeVisit(login.visit)}`;
    check.must('signed-in', 'The person is signed in', login.visit.ok && login.signedIn, shown);
    check.must(
      'keeps',
      'The client keeps something',
      items.length > 0,
      'nothing was found where the config says that the client keeps its data',
    );
  },
  judge({ login, items, wire }, context) {
    const { check } = context;
    const isByPassword = traffic.passwordLoginOf(context) !== undefined;
    const kept = steps.findKeptTokens(items, wire);
    const hasTokens = wire.some(steps.givesTokens);
    if (!hasTokens) check.inconclusive('No token was given out, so none can be found.');
    const found = kept.length > 0 ? places(kept) : 'no token can be read';
    check.info('where', 'Where tokens lie readable', found);
    const refresh = kept.filter(({ kind }) => kind === 'refresh token');
    const scripts = refresh.filter(({ item }) => steps.isForScripts(item));
    check.should(
      'refresh-token-not-for-scripts',
      'No script of the page can read a refresh token',
      scripts.length === 0,
      places(scripts),
    );
    const files = refresh.filter(({ item }) => item.place === 'file');
    check.should('refresh-token-not-in-clear', 'No refresh token lies readable in a file', files.length === 0, places(files));
    const { password } = login.who;
    const open = items.filter(({ text }) => text.includes(password)).map(({ place, name }) => `${place} ${name}`);
    if (isByPassword)
      check.should(
        'password-not-kept',
        'The password is kept nowhere',
        open.length === 0,
        `the password is in ${open.join(', ')}`,
      );
    checkFiles(items, { check });
    checkCookies(kept, { check });
  },
});
