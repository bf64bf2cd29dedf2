import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Pages that say who is signed in, opened one after the other. */
const PAGES = 4;

interface Profile {
  readonly name: string;
  readonly email: string;
}

interface Seen {
  readonly start: steps.Start;
  readonly kept: steps.Keeping | undefined;
  readonly changed: Profile | undefined;
  /** The login or the refresh after the change. */
  readonly next: model.Visit;
  readonly renewed: readonly Exchange[];
  readonly whoAmI: model.Visit;
  readonly recalled: model.Visit | undefined;
  /** Userinfo calls while the page that says who is signed in was opened again and again. */
  readonly userinfos: readonly Exchange[];
}

/** The person has another name, address and picture at the provider; the subject stays. */
const changeProfile = async ({ world, person }: model.ScenarioContext): Promise<Profile> => {
  const name = `Zora ${person.key}`;
  const email = `zora.${person.key}@renamed.example`;
  const picture = 'https://pictures.renamed.example/zora.png';
  const names = { name, givenName: 'Zora', familyName: person.key };
  await world.people.change(person.key, { ...names, email, emailVerified: true, picture });
  return { name, email };
};

const renew = async (context: model.ScenarioContext): Promise<model.Visit> => {
  const { person, world, variant, twist } = context;
  if (variant === 'next-login') return person.signsIn();
  if (variant === 'page-after-page') return person.opens('/');
  await twist(() => world.tokens.expire({ person: person.key, kinds: ['access-token'] }));
  return person.usesResource();
};

const seePages = async (context: model.ScenarioContext) => {
  const { person, wire, settled } = context;
  const stopBefore = steps.leaves(context);
  const mark = traffic.markOf(await wire.all());
  let whoAmI = await person.asksWhoAmI({ stopBefore });
  for (let pages = 1; pages < PAGES; pages += 1) whoAmI = await person.asksWhoAmI({ stopBefore });
  await settled();
  return { whoAmI, userinfos: traffic.after(await wire.userinfos(), mark) };
};

const keeps = ({ app }: model.ScenarioContext): boolean => app.verbs.has('store') && app.verbs.has('recall');

const checkProfile = ({ changed, whoAmI, renewed }: Seen, { check, person, variant }: model.ScenarioContext): void => {
  if (!changed) return;
  const isNew = steps.showsPerson(whoAmI, changed);
  const old = steps.showsPerson(whoAmI, person) ? 'the old details' : 'neither the old details nor the new ones';
  const shown = `the app shows ${old}: ${traffic.describeVisit(whoAmI)}`;
  if (variant === 'next-login')
    check.should('new-at-login', 'After the next login the new name or address is shown', isNew, shown, renewed);
  else check.may('new-at-refresh', 'After the next refresh the new name or address is shown', isNew, shown, renewed);
};

const checkUserinfos = ({ userinfos }: Seen, { check }: model.ScenarioContext): void => {
  const asked = `${traffic.count(userinfos.length, 'userinfo call')} for ${PAGES} pages`;
  const isRare = userinfos.length < PAGES;
  check.may('userinfo-not-every-page', 'Userinfo is not called for every page', isRare, asked, userinfos);
};

export default model.defineScenario<Seen>({
  id: 'session/profile-refreshed',
  title: 'The person changes name, address and picture at the provider',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-5.7'),
    model.spec('OIDCC-5.3.2'),
    model.spec('OIDCC-12.2'),
    model.lab('Old details at the next login mean that the app read them once and never again.'),
  ],
  seedQuestion: 'S3',
  provider:
    'Reports the same subject with another name, e-mail address and picture, in the ID token and at userinfo, from the next login or refresh on.',
  rightClient:
    'Finds the same account by issuer and subject, and takes the new details over. It does not ask for them at every page.',
  fix: 'Update name, e-mail address and picture of the account at each login, from claims that were checked. Find the account only by issuer and subject.',
  fixes: {
    'userinfo-not-every-page': 'Read the profile at a login or a refresh, and keep it with the account.',
    'new-at-login': 'Write the claims of each login to the account, and not only those of the first one.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI', 'useResource'],
  shows: [],
  variants: {
    'next-login': 'then the person signs in again',
    'next-refresh': 'then the app refreshes its tokens',
    'page-after-page': 'then the person opens page after page, without a login',
  },
  bites: [
    { client: 'web', mutant: 'reg-user-key-is-email', variant: 'next-login', verdict: 'fail', check: 'account-stays' },
    { client: 'web', mutant: 'sess-profile-of-first-login', variant: 'next-login', verdict: 'warn', check: 'new-at-login' },
    { client: 'web', mutant: 'sess-renamed-is-stranger', variant: 'next-refresh', verdict: 'fail', check: 'works' },
    {
      client: 'web',
      mutant: 'sess-userinfo-every-request',
      variant: 'page-after-page',
      verdict: 'info',
      check: 'userinfo-not-every-page',
    },
  ],
  async steps(context) {
    const { person, wire, twist } = context;
    const start = await steps.seeStart(context);
    if (context.variant === 'next-refresh') steps.needRefreshToken(start, context);
    const kept = keeps(context) ? await steps.seeStore(person, context) : undefined;
    const changed = await twist(() => changeProfile(context));
    const mark = traffic.markOf(await wire.all());
    const next = await renew(context);
    await context.settled();
    const renewed = traffic.after(await wire.all(), mark).filter(({ endpoint }) => endpoint === 'token');
    const seen = await seePages(context);
    const recalled = kept && (await steps.seeRecall(person, context));
    return { start, kept, changed, next, renewed, recalled, ...seen };
  },
  control({ start, next, whoAmI, kept, recalled }, context) {
    steps.checkStart(start, [next], context);
    const { check, person } = context;
    check.must('shown', 'The app shows who is signed in', steps.showsPerson(whoAmI, person), traffic.describeVisit(whoAmI));
    if (kept && recalled) steps.checkKeeps(recalled, kept, context);
  },
  judge(seen, context) {
    const { check, variant, person } = context;
    const { next, renewed, kept, recalled } = seen;
    if (variant === 'page-after-page') return checkUserinfos(seen, context);
    if (renewed.length === 0 && variant === 'next-refresh')
      check.skip('No refresh was seen after the access token was refused; resource/401-one-refresh-one-retry judges that.');
    const bad = `${person.name} has other details now, and ${traffic.describeVisit(next)}`;
    check.must('works', 'The app works as before', next.ok, bad, renewed);
    if (kept && recalled) {
      const lost = `with the same subject and other details the stored text is gone: ${traffic.describeVisit(recalled)}`;
      check.must('account-stays', 'The same subject has the same account', steps.isKeptIn(recalled, kept), lost, renewed);
    }
    checkProfile(seen, context);
  },
});
