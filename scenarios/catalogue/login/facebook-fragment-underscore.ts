import type { Exchange } from '../../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../../provider/personas/declared.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** How the same ends when nothing stands behind the callback. */
  readonly plain: model.Visit;
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly later: readonly Exchange[];
}

const UNDERSCORE = 'facebook/callback/underscore-fragment';

const isMarked = (each: Exchange): boolean => each.because.some(({ id }) => id === UNDERSCORE);

/** Requests of the browser to the app, and of the app to the provider, that carry the fragment on. */
const carriers = ({ visit, later }: Seen): readonly string[] => {
  const toApp = visit.hops.filter(
    ({ to, url }) => to === 'app' && decodeURIComponent(url.pathname + url.search).includes('#_=_'),
  );
  const toProvider = later
    .filter(({ endpoint }) => !FRONT_CHANNEL.has(endpoint))
    .filter((each) => [...traffic.paramsOf(each).values()].some((value) => value.includes('#_=_')));
  return [...toApp.map(({ method, url }) => `${method} ${url.pathname}`), ...toProvider.map(traffic.tellExchange)];
};

const tellPlain = ({ plain, visit }: Seen): string =>
  `without it, ${traffic.tellVisit(plain)}; with it, ${traffic.tellVisit(visit)}`;

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
    'Puts #_=_ behind every answer that has no fragment of its own, so that no fragment of the page before comes along. It means nothing.',
  rightClient: 'Reads code and state from the query, shows the page that it would show without it, and passes it on to nobody.',
  fix: 'Read the callback with a URL parser, query and fragment apart; where a router reads the fragment, take `#_=_` out of the address before it starts (history.replaceState).',
  personas: ['facebook'],
  needs: ['signIn', 'whoAmI'],
  shows: [UNDERSCORE],
  variants: { allowed: 'behind a good answer', denied: 'behind a no' },
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
  async steps({ person, stranger, world, wire, check, twist, settled, variant }) {
    const consent = variant === 'denied' ? 'deny' : 'allow';
    await world.settings.change({ [UNDERSCORE]: false });
    const plain = await (await stranger()).signsIn({ consent });
    await settled();
    const asked = await wire.authorizations();
    const asksForToken = asked.some((each) => /\btoken\b/.test(traffic.paramsOf(each).get('response_type') ?? ''));
    if (asksForToken && consent === 'allow')
      check.skip('The client asks for a token in the fragment, and then there is no #_=_.');
    const mark = traffic.markOf(await wire.all());
    await twist(() => world.settings.change({ [UNDERSCORE]: true }));
    const visit = await person.signsIn({ consent });
    const signedIn = await person.isSignedIn();
    await settled();
    return { plain, visit, signedIn, later: traffic.after(await wire.all(), mark) };
  },
  control({ visit, signedIn }, { check, variant }) {
    const isAllowed = variant === 'allowed';
    const title = isAllowed ? 'Without it the person is signed in' : 'Without it the person who said no is not';
    check.must('signed-in', title, signedIn === isAllowed && (visit.ok || !isAllowed), traffic.tellVisit(visit));
  },
  judge(seen, { check, variant }) {
    const { plain, visit, signedIn, later } = seen;
    const answers = later.filter(isMarked);
    const isAllowed = variant === 'allowed';
    const title = isAllowed ? 'The person is signed in all the same' : 'The no is still a no';
    check.must('signed-in', title, signedIn === isAllowed, tellPlain(seen), answers);
    const same = visit.end === plain.end && visit.status === plain.status && visit.url.pathname === plain.url.pathname;
    check.should('same-page', 'The page is the one that stands there without it', same, tellPlain(seen), answers);
    const carried = carriers(seen);
    const told = `it goes on to ${carried.join(', ')}`;
    check.should('passed-on-to-nobody', 'It stays where it is', carried.length === 0, told, answers);
    const left = `the address ends in ${visit.url.hash}`;
    check.may('address-bar-clean', 'It is gone from the address bar', visit.url.hash !== '#_=_', left);
  },
});
