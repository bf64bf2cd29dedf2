import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly visit: model.Visit;
  /** Authorization requests of the use that met the dead token. */
  readonly asked: readonly Exchange[];
  /** Those of the click on *sign in* after it, where one was needed. */
  readonly byHand: readonly Exchange[];
  readonly last: model.Visit;
}

const BEHAVIOUR = 'google/authorize/silent-failure';
const MOST_SILENT = 1;

const isSilent = (exchange: Exchange): boolean => (traffic.paramsOf(exchange).get('prompt') ?? '').split(' ').includes('none');
const hasFailed = (exchange: Exchange): boolean => isSilent(exchange) && traffic.answerOf(exchange).has('error');

/** Makes sure that nothing can be answered without a page. */
const needPage = async ({ world, person, variant }: model.ScenarioContext): Promise<void> => {
  await world.clock.age('61m');
  if (variant === 'consent_required') await world.grants.revoke({ person: person.key });
  else await world.sessions.end({ person: person.key });
  if (variant === 'login_required' || variant === 'consent_required') await world.settings.change({ [BEHAVIOUR]: 'off' });
};

/** Errors that the provider’s own answers do not have are written into the callback on its way. */
const rewriting = (context: model.ScenarioContext) => {
  const leaves = steps.leaves(context);
  return (url: URL): URL => {
    if (leaves(url) || !url.searchParams.get('error')) return url;
    const { variant = '' } = context;
    if (variant === 'account_selection_required' || variant === 'server_error') url.searchParams.set('error', variant);
    return url;
  };
};

const checkSilence = ({ asked, byHand, visit }: Seen, check: model.Checks): void => {
  const repeated = [asked, byHand].map((requests) => requests.filter(hasFailed)).find((failed) => failed.length > MOST_SILENT);
  const found = `prompt=none was sent ${repeated?.length} times for one wish of the person, and refused each time`;
  check.must('one-silent-attempt', 'A silent attempt that failed is not repeated', !repeated, found, repeated);
  check.must('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit), asked);
};

export default model.defineScenario<Seen>({
  id: 'reauth/prompt-none-fallback',
  title: 'The provider cannot answer without a page',
  level: 'MUST',
  basis: [model.spec('OIDCC-3.1.2.1'), model.spec('OIDCC-3.1.2.6'), model.vendor('G-07')],
  seedQuestion: 'S1',
  provider:
    'Is asked to answer without showing a page (prompt=none), but would have to show one: it sends the browser back with an error.',
  rightClient:
    'Makes one silent attempt at most. Then it sends the browser to the provider without prompt=none, at once or when the person clicks, and goes on.',
  fix: 'Treat login_required, consent_required, interaction_required and account_selection_required alike: start the same request again without `prompt`, once.',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    interaction_required: 'nobody is signed in at the provider; the error is interaction_required',
    login_required: 'nobody is signed in at the provider; the error is login_required',
    consent_required: 'the consent was withdrawn; the error is consent_required',
    account_selection_required: 'the provider wants an account to be picked; the error is account_selection_required',
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
    if (!all.some(isSilent)) check.skip('The client sends no prompt=none: it has nothing to fall back from.');
    if (!all.some(hasFailed)) check.skip('The silent attempt of the client succeeded here.');
    checkSilence(seen, check);
    const open = all.filter((each) => !isSilent(each));
    const stayed = `no request without prompt=none followed, not even when the person clicked; ${traffic.describeVisit(last)}`;
    check.must('then-interactive', 'A request without prompt=none follows', open.length > 0, stayed, all);
    check.must('works-again', 'After that the app works again', last.ok, traffic.describeVisit(last), open);
    if (variant === 'server_error') return; // whether to go on by itself after a failure is the client's choice
    const byItself = asked.some((each) => !isSilent(each));
    check.should(
      'by-itself',
      'The app goes on by itself',
      byItself,
      `the person had to sign in by hand; ${traffic.describeVisit(visit)}`,
      asked,
    );
  },
});
