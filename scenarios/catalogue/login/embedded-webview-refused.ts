import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly asked: readonly Exchange[];
  /** The person followed a link of the app in a browser. */
  readonly byBrowser: { readonly links: readonly string[]; readonly signedIn: boolean } | undefined;
}

/** Most links that are followed. */
const MOST_LINKS = 4;

const linksOn = ({ body, url }: model.Visit): readonly string[] => {
  const addresses = [...body.matchAll(/<a\b[^>]*?href="([^"]+)"/gi)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return addresses.filter((href) => URL.canParse(href, url.href)).map((href) => new URL(href, url.href).href);
};

const followLinks = async (visit: model.Visit, context: model.ScenarioContext) => {
  const { person, wire } = context;
  const mark = traffic.markOf(await wire.all());
  const links = visit.end === 'done' ? [...new Set(linksOn(visit))].slice(0, MOST_LINKS) : [];
  for (const link of links) {
    const followed = await person.opens(link);
    if (await steps.isSignedIn(person, context, [followed], mark)) return { links, signedIn: true };
  }
  return { links, signedIn: false };
};

export default model.defineScenario<Seen>({
  id: 'login/embedded-webview-refused',
  title: 'The provider refuses to run in an embedded web view',
  level: 'MUST',
  basis: [
    model.spec('RFC8252-8.12'),
    model.vendor('G-94'),
    model.vendor('F-93', 'https://github.com/facebook/facebook-android-sdk/issues/1012'),
  ],
  seedQuestion: 'S5',
  provider: 'Detects an embedded web view by its user agent, and shows an error page. The app gets no callback.',
  rightClient: 'Does not embed the login, or detects the refusal, stops, and offers the system browser.',
  fix: 'Open the login in the system browser, and receive the callback at a loopback address or a custom scheme (RFC 8252). Until then: if a navigation of the web view fails, do not reload it; show the error and offer the browser.',
  fixes: {
    'offers-browser': 'Offer a link or button that opens the login in the system browser.',
    'comes-to-rest':
      'When a navigation of the web view fails, show the error on a page of your own; do not wait for an address that will not come.',
  },
  personas: ['google', 'facebook'],
  needs: ['signIn', 'seesAddress'],
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
    const signedIn = await steps.isSignedIn(person, context, [visit]);
    await settled();
    const asked = await wire.authorizations();
    return { visit, signedIn, asked, byBrowser: await twist(() => followLinks(visit, context)) };
  },
  control({ visit, signedIn }, { check }) {
    check.must(
      'signed-in',
      'If the provider allows web views, the person is signed in',
      visit.ok && signedIn,
      traffic.describeVisit(visit),
    );
  },
  judge({ visit, signedIn, asked, byBrowser }, { check }) {
    check.must('not-signed-in', 'Nobody is signed in', !signedIn, 'the app shows a person as signed in', asked);
    const told = `${traffic.count(asked.length, 'authorization request')} for one sign-in; ${traffic.describeVisit(visit)}`;
    check.must('not-again', 'The refused page is not reloaded repeatedly', asked.length <= 2, told, asked);
    check.must(
      'comes-to-rest',
      'The app detects the refusal, and shows it on its own page',
      visit.end === 'done',
      traffic.describeVisit(visit),
      asked,
    );
    const links = byBrowser?.links.length ? `none of its links leads there: ${byBrowser.links.join(', ')}` : 'it offers no link';
    const isOffered = byBrowser?.signedIn === true;
    check.should(
      'offers-browser',
      'It offers a login in the system browser',
      isOffered,
      `${links}; ${traffic.describeVisit(visit)}`,
    );
  },
});
