import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly visit: model.Visit;
  /** Authorization requests of the use with the expired token. */
  readonly asked: readonly Exchange[];
  /** Those of the click on *sign in* after it, if one was needed. */
  readonly byHand: readonly Exchange[];
  readonly last: model.Visit;
}

const MOST_SILENT = 1;

const isSilent = (exchange: Exchange): boolean => (traffic.paramsOf(exchange).get('prompt') ?? '').split(' ').includes('none');
const hasFailed = (exchange: Exchange): boolean => isSilent(exchange) && traffic.answerOf(exchange).has('error');

/** Makes the provider unable to answer without a page. */
const needPage = async (context: model.ScenarioContext): Promise<void> => {
  const { world, person, variant } = context;
  await traffic.outliveAccessTokens(context);
  if (variant === 'consent_required') await world.grants.revoke({ person: person.key });
  else await world.sessions.end({ person: person.key });
  if (variant === 'login_required' || variant === 'consent_required')
    await world.settings.change(traffic.conventionsOf(context).plainSilentFailure);
};

/** Errors that this provider does not send are written into the callback. */
const rewriting = (context: model.ScenarioContext) => {
  const leaves = steps.leaves(context);
  return (url: URL): URL => {
    if (leaves(url) || !url.searchParams.get('error')) return url;
    const { variant = '' } = context;
    url.searchParams.set('error', variant);
    return url;
  };
};

const checkSilence = ({ asked, byHand, visit }: Seen, check: model.Checks): void => {
  const repeated = [asked, byHand].map((requests) => requests.filter(hasFailed)).find((failed) => failed.length > MOST_SILENT);
  const found = `prompt=none was sent ${repeated?.length} times for one request of the person, and refused each time`;
  check.must('one-silent-attempt', 'A silent attempt that failed is not repeated', !repeated, found, repeated);
  check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit), asked);
};

export default model.defineScenario<Seen>({
  id: 'reauth/prompt-none-fallback',
  title: 'The provider answers prompt=none with an error',
  level: 'MUST',
  basis: [model.spec('OIDCC-3.1.2.1'), model.spec('OIDCC-3.1.2.6'), model.vendor('G-07')],
  seedQuestion: 'S1',
  provider: 'Gets a request with prompt=none, but would have to show a page: it redirects back with an error.',
  rightClient:
    'Makes at most one silent attempt. Then it redirects to the provider without prompt=none, at once or when the person clicks, and continues.',
  fix: 'Treat login_required, consent_required, interaction_required and account_selection_required in the same way: repeat the request once without `prompt`.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    interaction_required: 'nobody is signed in at the provider; the error is interaction_required',
    login_required: 'nobody is signed in at the provider; the error is login_required',
    consent_required: 'the consent was withdrawn; the error is consent_required',
    account_selection_required: 'the provider requires account selection; the error is account_selection_required',
    server_error: 'the provider fails; the error is server_error',
  },
  motion: 'age',
  bites: [
    {
      client: 'web-online',
      mutant: 'rea-prompt-none-loop',
      variant: 'login_required',
      verdict: 'fail',
      check: 'one-silent-attempt',
    },
    {
      client: 'web-online',
      mutant: 'rea-prompt-none-loop',
      variant: 'interaction_required',
      verdict: 'fail',
      check: 'comes-to-rest',
    },
    {
      client: 'web-online',
      mutant: 'rea-silent-for-good',
      variant: 'consent_required',
      verdict: 'fail',
      check: 'then-interactive',
    },
    {
      client: 'web-online',
      mutant: 'rea-knows-only-login-required',
      variant: 'account_selection_required',
      verdict: 'warn',
      check: 'by-itself',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const mark = traffic.markOf(await wire.all());
    await twist(() => needPage(context));
    const options = { rewrite: rewriting(context) };
    const visit = await person.usesResource(options);
    await settled();
    const asked = traffic.after(await wire.authorizations(), mark);
    const clicked = traffic.markOf(await wire.all());
    await twist(() => (asked.some((each) => !isSilent(each)) ? undefined : person.signsIn(options)));
    const byHand = traffic.after(await wire.authorizations(), clicked);
    const last = await person.usesResource();
    await settled();
    return { start, visit, asked, byHand, last };
  },
  control({ start, visit, last }, context) {
    steps.checkStart(start, [visit, last], context);
  },
  judge(seen, { check, variant }) {
    const { visit, asked, byHand, last } = seen;
    const all = [...asked, ...byHand];
    if (!all.some(isSilent)) check.skip('No request with prompt=none was seen.');
    if (!all.some(hasFailed)) check.skip('The silent attempt of the client succeeded.');
    checkSilence(seen, check);
    const open = all.filter((each) => !isSilent(each));
    const stayed = `no request without prompt=none followed, even after the person clicked; ${traffic.describeVisit(last)}`;
    check.must('then-interactive', 'A request without prompt=none follows', open.length > 0, stayed, all);
    check.must('works-again', 'After that the app works again', last.ok, traffic.describeVisit(last), open);
    if (variant === 'server_error') return; // the client may choose whether to continue automatically after a failure
    const byItself = asked.some((each) => !isSilent(each));
    check.should(
      'by-itself',
      'The app continues automatically',
      byItself,
      `the person had to sign in manually; ${traffic.describeVisit(visit)}`,
      asked,
    );
  },
});
