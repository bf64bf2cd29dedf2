import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly asked: readonly Exchange[];
  /** The person has followed what the app offers, in a browser. */
  readonly byBrowser: { readonly links: readonly string[]; readonly signedIn: boolean } | undefined;
}

/** Links that are followed to find the way by the browser. */
const MOST_LINKS = 4;

const linksOn = ({ body, url }: model.Visit): readonly string[] => {
  const addresses = [...body.matchAll(/<a\b[^>]*?href="([^"]+)"/gi)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return addresses.filter((href) => URL.canParse(href, url.href)).map((href) => new URL(href, url.href).href);
};

const followLinks = async (visit: model.Visit, { person }: model.ScenarioContext) => {
  const links = visit.end === 'done' ? [...new Set(linksOn(visit))].slice(0, MOST_LINKS) : [];
  for (const link of links) {
    await person.opens(link);
    if (await person.isSignedIn()) return { links, signedIn: true };
  }
  return { links, signedIn: false };
};

export default model.defineScenario<Seen>({
  id: 'login/embedded-webview-refused',
  title: 'The provider refuses to be shown in a web view',
  level: 'MUST',
  basis: [
    model.spec('RFC8252-8.12'),
    model.vendor('G-94'),
    model.vendor('F-93', 'https://github.com/facebook/facebook-android-sdk/issues/1012'),
  ],
  seedQuestion: 'S5',
  provider:
    'Sees by the user agent that it is shown inside of a program, and answers with a page that ends there; nothing comes back to the program.',
  rightClient: 'Never embeds the login; or notices the refusal, stops, and offers the browser of the person.',
  fix: 'Open the login in the system browser and take the answer at a loopback address or a scheme of your own (RFC 8252). Until then: when a navigation of the web view fails, do not load it again; say so, and offer the browser.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'whoAmI', 'seesAddress'],
  shows: ['google/authorize/disallowed-user-agent', 'facebook/dialog/embedded-browser'],
  bites: [
    { client: 'facebook-window', mutant: 'login-webview-refusal-dead-end', verdict: 'warn', check: 'offers-browser' },
    { client: 'window', mutant: 'login-webview-refusal-loop', verdict: 'fail', check: 'not-again' },
    { client: 'window', mutant: 'login-webview-refusal-unseen', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'facebook-window', mutant: 'login-webview-refusal-loop', verdict: 'fail', check: 'not-again' },
    { client: 'facebook-window', mutant: 'login-webview-refusal-unseen', verdict: 'fail', check: 'comes-to-rest' },
    { client: 'facebook-window-naive', verdict: 'fail', check: 'comes-to-rest' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const visit = (await twist(() => person.signsIn({ webView: true }))) ?? (await person.signsIn());
    const signedIn = await person.isSignedIn();
    await settled();
    const asked = await wire.authorizations();
    return { visit, signedIn, asked, byBrowser: await twist(() => followLinks(visit, context)) };
  },
  control({ visit, signedIn }, { check }) {
    check.must(
      'signed-in',
      'Where the provider lets it, the person is signed in',
      visit.ok && signedIn,
      traffic.describeVisit(visit),
    );
  },
  judge({ visit, signedIn, asked, byBrowser }, { check }) {
    check.must('not-signed-in', 'Nobody is signed in', !signedIn, 'somebody is shown as signed in', asked);
    const told = `${traffic.count(asked.length, 'authorization request')} for one wish to sign in; ${traffic.describeVisit(visit)}`;
    check.must('not-again', 'The refused page is not loaded again and again', asked.length <= 2, told, asked);
    check.must(
      'comes-to-rest',
      'The app notices, and says so on a page of its own',
      visit.end === 'done',
      traffic.describeVisit(visit),
      asked,
    );
    const links = byBrowser?.links.length ? `none of its links leads there: ${byBrowser.links.join(', ')}` : 'it offers no link';
    const isOffered = byBrowser?.signedIn === true;
    check.should(
      'offers-browser',
      'It offers a way through the browser of the person',
      isOffered,
      `${links}; ${traffic.describeVisit(visit)}`,
    );
  },
});
