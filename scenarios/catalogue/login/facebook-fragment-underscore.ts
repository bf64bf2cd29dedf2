import type { Exchange } from '../../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../../provider/personas/declared.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** The same login without the fragment. */
  readonly plain: model.Visit;
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly later: readonly Exchange[];
}

const UNDERSCORE = 'facebook/callback/underscore-fragment';

const isMarked = (each: Exchange): boolean => each.because.some(({ id }) => id === UNDERSCORE);

/** Requests of the browser to the app, and of the app to the provider, that contain the fragment. */
const carriers = ({ visit, later }: Seen): readonly string[] => {
  const toApp = visit.hops.filter(
    ({ to, url }) => to === 'app' && decodeURIComponent(url.pathname + url.search).includes('#_=_'),
  );
  const toProvider = later
    .filter(({ endpoint }) => !FRONT_CHANNEL.has(endpoint))
    .filter((each) => [...traffic.paramsOf(each).values()].some((value) => value.includes('#_=_')));
  return [...toApp.map(({ method, url }) => `${method} ${url.pathname}`), ...toProvider.map(traffic.describeExchange)];
};

const describePlain = ({ plain, visit }: Seen): string =>
  `without it, ${traffic.describeVisit(plain)}; with it, ${traffic.describeVisit(visit)}`;

export default model.defineScenario<Seen>({
  id: 'login/facebook-fragment-underscore',
  title: 'The callback ends in #_=_',
  level: 'MUST',
  basis: [
    model.vendor('F-14', 'https://github.com/jaredhanson/passport-facebook/issues/128'),
    model.vendor('F-20'),
    model.spec('RFC3986-3.5'),
  ],
  provider:
    'Appends #_=_ to every redirect without a fragment, so that the browser does not keep an older fragment. It has no meaning.',
  rightClient: 'Reads code and state from the query, shows the same page as without the fragment, and does not forward it.',
  fix: 'Parse the callback with a URL parser that separates query and fragment. If a router reads the fragment, remove `#_=_` from the URL before it starts (history.replaceState).',
  personas: ['facebook'],
  needs: ['signIn'],
  shows: [UNDERSCORE],
  variants: { allowed: 'after a successful response', denied: 'after a denial' },
  bites: [
    {
      client: 'facebook-window',
      mutant: 'login-hash-router-underscore',
      variant: 'allowed',
      verdict: 'warn',
      check: 'same-page',
    },
    { client: 'facebook-window', mutant: 'login-hash-router-underscore', variant: 'denied', verdict: 'warn', check: 'same-page' },
    { client: 'facebook-window', mutant: 'login-state-keeps-fragment', variant: 'allowed', verdict: 'fail', check: 'signed-in' },
  ],
  async steps(context) {
    const { person, secondPerson, world, wire, check, twist, settled, variant } = context;
    const consent = variant === 'denied' ? 'deny' : 'allow';
    await world.settings.change({ [UNDERSCORE]: false });
    const plain = await (await secondPerson()).signsIn({ consent });
    await settled();
    const asked = await wire.authorizations();
    const asksForToken = asked.some((each) => /\btoken\b/.test(traffic.paramsOf(each).get('response_type') ?? ''));
    if (asksForToken && consent === 'allow')
      check.skip('The client requests a token in the fragment; such a redirect has no #_=_.');
    const mark = traffic.markOf(await wire.all());
    await twist(() => world.settings.change({ [UNDERSCORE]: true }));
    const visit = await person.signsIn({ consent });
    const signedIn = await steps.isSignedIn(person, context, [visit], mark);
    await settled();
    return { plain, visit, signedIn, later: traffic.after(await wire.all(), mark) };
  },
  control({ visit, signedIn }, { check, variant }) {
    const isAllowed = variant === 'allowed';
    const title = isAllowed ? 'Without it the person is signed in' : 'Without it a person who denied access is not signed in';
    check.must('signed-in', title, signedIn === isAllowed && (visit.ok || !isAllowed), traffic.describeVisit(visit));
  },
  judge(seen, { check, variant }) {
    const { plain, visit, signedIn, later } = seen;
    const answers = later.filter(isMarked);
    const isAllowed = variant === 'allowed';
    const title = isAllowed ? 'The person is signed in' : 'The denial is still a denial';
    check.must('signed-in', title, signedIn === isAllowed, describePlain(seen), answers);
    const same = visit.end === plain.end && visit.status === plain.status && visit.url.pathname === plain.url.pathname;
    check.should('same-page', 'The page is the same as without it', same, describePlain(seen), answers);
    const carried = carriers(seen);
    const told = `it is forwarded to ${carried.join(', ')}`;
    check.should('passed-on-to-nobody', 'It is not forwarded', carried.length === 0, told, answers);
    const left = `the address ends in ${visit.url.hash}`;
    check.may('address-bar-clean', 'The address bar no longer shows it', visit.url.hash !== '#_=_', left);
  },
});
