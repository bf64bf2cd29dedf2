import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: model.Visit;
  /** The page after it was loaded again, and after the wait. */
  readonly visit: model.Visit;
  /** Authorization requests in a frame. */
  readonly framed: readonly Exchange[];
  readonly signedIn: boolean;
  /** The person's own try to sign in, where they are not signed in after that. */
  readonly again: { readonly visit: model.Visit; readonly signedIn: boolean } | undefined;
}

/** Longer than any page waits for a frame; libraries wait for up to 60 s. */
const WAIT = { seconds: 120 };
/** A page may ask a second time, after it was loaded or at the next use. */
const MOST_TRIES = 2;

/** An error page of the provider: it sends no message. */
const ERROR_PAGE = '<!doctype html><title>Oops!, something went wrong</title><p>Oops!, something went wrong</p>';

/** The browser names the kind of place that a page is loaded into. */
const isFramed = ({ endpoint, request }: Exchange): boolean =>
  endpoint === 'authorize' &&
  request.headers.some(([name, value]) => name.toLowerCase() === 'sec-fetch-dest' && value === 'iframe');

/** The person waits for the frame, and then tries the button. */
const tryAgain = async ({ person }: model.ScenarioContext): Promise<Seen['again']> => {
  const visit = await person.signsIn();
  return { visit, signedIn: visit.end === 'done' && (await person.isSignedIn()) };
};

export default model.defineScenario<Seen>({
  id: 'session/silent-auth-blocked-cookies',
  title: 'A page asks in a frame who is signed in, and the browser blocks the cookies of the frame',
  level: 'MUST',
  basis: [
    model.vendor('A-22'),
    model.vendor('A-21'),
    model.lab('Safari, Firefox and private windows block cookies of other sites. Every reload of the page meets this.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Answers the request in the frame with `login_required`, since no cookie arrives there. Where it shows an error page instead, the frame sends no message at all.',
  rightClient:
    'Waits for the frame for a limited time, asks it no more than once, and then goes on: by a redirect of the whole page, or with a button to sign in.',
  fix: 'Give the frame a time limit. After `login_required` and after the limit, send the whole page to the provider once, or show the button to sign in.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI'],
  kinds: ['spa'],
  shows: [],
  variantShows: { 'login-required': ['auth0/silent/login-required'] },
  variants: {
    'login-required': 'the provider answers at once that nobody is signed in',
    'no-answer': 'the frame shows an error page and never answers',
  },
  bites: [
    { client: 'spa', mutant: 'sess-silent-iframe-forever', variant: 'no-answer', verdict: 'warn', check: 'goes-on' },
    { client: 'spa', mutant: 'sess-silent-reload-loop', variant: 'login-required', verdict: 'fail', check: 'comes-to-rest' },
  ],
  async steps(context) {
    const { app, person, wire, twist, world } = context;
    const login = await person.signsIn();
    await twist(() => person.setsBrowser({ blocksThirdPartyCookies: true }));
    const isSilent = (await twist(() => context.variant === 'no-answer')) ?? false;
    if (isSilent) {
      await person.setsBrowser({ holdsClock: true });
      await world.faults.inject({ on: 'authorize', times: 1, do: { html: ERROR_PAGE } });
    }
    const mark = traffic.markOf(await wire.all());
    const loaded = await person.opens(app.url);
    const visit = isSilent ? await person.waits(WAIT) : loaded;
    const framed = traffic.after(await wire.all(), mark).filter(isFramed);
    const isAtRest = visit.end !== 'looping';
    const signedIn = isAtRest && (await person.isSignedIn());
    return { login, visit, framed, signedIn, again: isAtRest && !signedIn ? await tryAgain(context) : undefined };
  },
  control({ login, visit, framed, signedIn }, { check, person }) {
    check.must('signed-in', 'The person signs in', login.ok, traffic.describeVisit(login));
    if (framed.length === 0)
      check.skip('The app asked nothing in a frame after its page was loaded again; without a real browser there are no frames.');
    const lost = `${person.name} is not shown after a reload; ${traffic.describeVisit(visit)}`;
    check.must('stays-signed-in', 'With the cookies of the provider a reload signs the person in', signedIn, lost, framed);
  },
  judge({ visit, framed, signedIn, again }, { check, person }) {
    if (framed.length === 0) check.skip('The app asked nothing in a frame this time.');
    const rests = visit.end !== 'looping';
    check.must('comes-to-rest', 'The page comes to rest', rests, traffic.describeVisit(visit), framed);
    if (!rests) return;
    const tries = `the frame was asked ${framed.length} times`;
    check.should('asked-once', 'The frame is not asked again and again', framed.length <= MOST_TRIES, tries, framed);
    const stuck = again ? traffic.describeVisit(again.visit) : '';
    const found = `${person.name} is not signed in after ${WAIT.seconds} s, and cannot sign in either: ${stuck}`;
    check.should('goes-on', 'The person is signed in, or can sign in', signedIn || again?.signedIn === true, found, framed);
  },
});
