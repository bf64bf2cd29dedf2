import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly asked: readonly Exchange[];
  readonly redeemed: readonly Exchange[];
  /** Pages that post the answer. */
  readonly pages: readonly Exchange[];
}

const isDenial = ({ variant = 'first-login' }: model.ScenarioContext): boolean => variant === 'denied';

/** Lets the page of the provider post its answer, from its own site. */
const signInByPost = async (context: model.ScenarioContext): Promise<model.Visit> => {
  const { person, world, variant } = context;
  if (variant === 'signed-in') await person.signsIn();
  if (!isDenial(context)) return person.signsIn();
  await world.settings.change(traffic.conventionsOf(context).consentAsked);
  return person.signsIn({ consent: 'deny' });
};

const checkDenial = ({ signedIn, redeemed }: Seen, { check, person }: model.ScenarioContext): void => {
  const posted = `the app sent a token request without a code: ${redeemed.map(traffic.describeExchange).join('; ')}`;
  check.must('nothing-redeemed', 'No token request follows a posted error', redeemed.length === 0, posted, redeemed);
  check.must('not-signed-in', 'Nobody is signed in', !signedIn, `the app shows ${person.name} as signed in`);
};

const checkLogin = ({ visit, signedIn, redeemed }: Seen, { check, person }: model.ScenarioContext): void => {
  const lost = `${person.name} is not shown as the one signed in: did the cookies of the login come along? ${traffic.describeVisit(visit)}`;
  check.must('signed-in', 'The person is signed in after the posted callback', signedIn, lost, redeemed);
  const codes = redeemed.map((each) => traffic.formOf(each).get('code'));
  const found = `${traffic.count(codes.length, 'token request')} for ${traffic.count(new Set(codes).size, 'code')}`;
  check.must('code-redeemed-once', 'Each code is redeemed once', new Set(codes).size === codes.length, found, redeemed);
};

export default model.defineScenario<Seen>({
  id: 'login/form-post-callback',
  title: 'The page of the provider posts the callback to the app (response_mode=form_post)',
  level: 'MUST',
  basis: [
    model.formPost('2'),
    model.spec('RFC6749-4.1.2.1'),
    model.vendor('A-16'),
    model.lab(
      'Browsers send no SameSite=Lax cookie with a form that another site posts, so the cookie that binds the login has to be SameSite=None and Secure. Without it the app does not know the login, and a new one by itself never ends.',
    ),
  ],
  provider: 'Answers with a page that posts the parameters to the redirect URI: a request from another site.',
  rightClient:
    'Finds its login by a cookie with SameSite=None and Secure that serves for this alone, redeems the code once, and shows a posted error. The session cookie stays Lax.',
  fix: 'Set the cookie of the login under way with SameSite=None and Secure (browsers count loopback as secure), and keep SameSite=Lax for the session. Read the parameters from the body.',
  fixes: {
    'no-loop': 'Show a page when a callback fits no login of this browser; do not start another login by itself.',
    'nothing-redeemed': 'Read `error` from the posted form before `code`.',
  },
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: ['auth0/redirect/response-modes'],
  variants: {
    'first-login': 'a browser without a session',
    'signed-in': 'the person is signed in already, and signs in again',
    denied: 'the person presses Cancel, and the error is posted',
  },
  bites: [
    {
      client: 'web-form-post',
      mutant: 'login-form-post-lax-cookie',
      variant: 'first-login',
      verdict: 'fail',
      check: 'signed-in',
    },
    { client: 'web-form-post', mutant: 'login-form-post-lax-cookie', variant: 'signed-in', verdict: 'fail', check: 'signed-in' },
    { client: 'web-form-post', mutant: 'login-form-post-restarts', variant: 'first-login', verdict: 'fail', check: 'no-loop' },
    { client: 'web-form-post', mutant: 'login-error-unread', variant: 'denied', verdict: 'fail', check: 'nothing-redeemed' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    // Without the twist nothing is posted: what a client does with another site's post is what is judged here.
    const visit = (await twist(() => signInByPost(context))) ?? (await person.signsIn({ stopBefore: steps.isAnswerOf(context) }));
    await settled();
    const signedIn = await person.isSignedIn();
    const all = await wire.all();
    return {
      ...{ visit, signedIn, pages: all.filter((each) => traffic.postedByPage(each).length > 0) },
      ...{ asked: await wire.authorizations(), redeemed: await wire.codeExchanges() },
    };
  },
  control({ visit, asked, pages }, { check }) {
    if (asked.length > 0 && asked.every((each) => traffic.paramsOf(each).get('response_mode') !== 'form_post'))
      check.skip('The client does not ask for response_mode=form_post.');
    const found = `no page of the provider with a form for the app was seen; ${traffic.describeVisit(visit)}`;
    check.must('answer-offered', 'The provider offers its answer in a page', pages.length > 0, found, asked);
  },
  judge(seen, context) {
    const { check, variant } = context;
    const { visit, asked } = seen;
    const most = variant === 'signed-in' ? 2 : 1;
    const found = `${traffic.count(asked.length, 'authorization request')}, of which the person started ${most}; ${traffic.describeVisit(visit)}`;
    check.must('no-loop', 'The app starts no login by itself', asked.length <= most && visit.end === 'done', found, asked);
    const crash = visit.end === 'done' && visit.status >= 500 && visit.status !== 502 && visit.status !== 503;
    check.should('no-crash', 'The answer to the posted callback is no crash', !crash, traffic.describeVisit(visit));
    if (isDenial(context)) checkDenial(seen, context);
    else checkLogin(seen, context);
  },
});
