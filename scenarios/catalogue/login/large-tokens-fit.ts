import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** A login with something large; the code, where that is what is large. */
interface Large {
  readonly visit: model.Visit;
  readonly code?: string;
}

interface Seen extends Large {
  readonly usual: steps.LoginSeen;
  readonly signedIn: boolean;
  /** The page that says who is signed in, once more. */
  readonly reloaded: model.Visit;
  readonly staysIn: boolean;
  readonly asked: readonly Exchange[];
  readonly redeemed: readonly Exchange[];
}

const GROUPS = 60;
/** Characters of a group name: with 60 of them an ID token has about 12 kB. */
const NAME_LENGTH = 144;
const CODE_LENGTH = 2_048;
/** Namespaced, as Auth0 asks of custom claims. */
const CLAIM = 'https://orders.example/groups';

const groups = (): readonly string[] =>
  Array.from({ length: GROUPS }, (_, place) =>
    `group-${place}-of-the-whole-company-`.padEnd(NAME_LENGTH, 'abcdefghijklmnopqrstuvwxyz'),
  );

/** A login with a code of 2 kB, in the place of which the provider reads its own. */
const signInByLargeCode = async (context: model.ScenarioContext): Promise<Large> => {
  const { person, world } = context;
  const { callback, code } = await steps.holdCallback(person, context, 'once');
  await world.faults.inject({ on: 'token', where: { grantType: 'authorization_code' }, do: { setForm: { code } } });
  const long = code.padEnd(CODE_LENGTH, '0123456789abcdefghijklmnopqrstuvwxyz-_');
  callback.searchParams.set('code', long);
  return { visit: await person.opens(callback), code: long };
};

const signInWithGroups = async (context: model.ScenarioContext): Promise<Large> => {
  const { person, world, variant, wire } = context;
  const claims = { [CLAIM]: groups() };
  if (variant === 'large-tokens') await context.changeClient({ action: { idTokenClaims: claims, accessTokenClaims: claims } });
  else
    for (const on of steps.goodClaimsOf(await wire.all())?.from ?? [])
      await world.faults.inject({ on, do: { tamperIdToken: { claims } } });
  return { visit: await person.signsIn() };
};

const signInLarge = (context: model.ScenarioContext): Promise<Large> =>
  context.variant === 'large-code' ? signInByLargeCode(context) : signInWithGroups(context);

export default model.defineScenario<Seen>({
  id: 'login/large-tokens-fit',
  title: 'The provider issues large tokens, or a large code',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6265-6.1'),
    model.spec('RFC6749-4.1.2'),
    model.spec('RFC6749-5.1'),
    model.vendor('G-44'),
    model.vendor('A-130'),
    model.lab(
      'Browsers ignore a cookie above 4096 bytes without a word, and servers refuse requests whose headers are above 8 or 16 KiB: the person is signed in and is not.',
    ),
  ],
  provider:
    'Issues tokens of 12 kB with 60 groups, or a code of 2 kB. Clients are to make no assumption about the length of either.',
  rightClient:
    'Keeps tokens on the server or in the page, and a session number in its cookie. After a reload the person is still signed in.',
  fix: 'Store tokens in a server-side session. If cookies have to hold them, keep what is needed of the claims, and measure: below 4096 bytes for each cookie and a few KiB in all.',
  fixes: {
    'few-requests': 'Do not start a login by itself twice in a row: a cookie that was not accepted will not be the next time.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    'large-id-token': 'an ID token of 12 kB with 60 groups',
    'large-tokens': 'an Action puts 60 groups into ID token and access token',
    'large-code': 'a code of 2 kB',
  },
  variantPersonas: { 'large-tokens': ['auth0'] },
  bites: [
    { client: 'web', mutant: 'login-tokens-in-one-cookie', variant: 'large-id-token', verdict: 'warn', check: 'signed-in' },
    { client: 'web', mutant: 'login-tokens-in-one-cookie', variant: 'large-tokens', verdict: 'warn', check: 'signed-in' },
    { client: 'web', mutant: 'login-tokens-in-many-cookies', variant: 'large-id-token', verdict: 'warn', check: 'signed-in' },
    {
      client: 'web',
      mutant: 'login-tokens-in-one-cookie-loop',
      variant: 'large-id-token',
      verdict: 'warn',
      check: 'few-requests',
    },
    { client: 'web', mutant: 'login-code-cut-off', variant: 'large-code', verdict: 'warn', check: 'code-whole' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const usual = await steps.seeLogin(await context.secondPerson(), context);
    const mark = traffic.markOf(await wire.all());
    const large = (await twist(() => signInLarge(context))) ?? { visit: await person.signsIn() };
    await settled();
    const signedIn = await person.isSignedIn();
    const reloaded = await person.asksWhoAmI({ stopBefore: steps.leaves(context) });
    const staysIn = steps.showsPerson(reloaded, person);
    const [asked, redeemed] = [await wire.authorizations(), await wire.codeExchanges()].map((all) => traffic.after(all, mark));
    return { ...large, usual, signedIn, reloaded, staysIn, asked: asked ?? [], redeemed: redeemed ?? [] };
  },
  control({ usual, visit, signedIn, staysIn }, { check }) {
    const bad = usual.signedIn ? visit : usual.visit;
    const isIn = usual.signedIn && signedIn && staysIn;
    check.must('signed-in', 'With usual tokens people are signed in', isIn, traffic.describeVisit(bad));
  },
  judge({ visit, code, signedIn, reloaded, staysIn, asked, redeemed }, { check, person }) {
    const cut = redeemed.filter((each) => code !== undefined && traffic.formOf(each).get('code') !== code);
    const lengths = cut.map((each) => traffic.formOf(each).get('code')?.length ?? 0).join(', ');
    const short = `of ${CODE_LENGTH} characters ${lengths} were sent`;
    if (code !== undefined) check.should('code-whole', 'The code is redeemed as it came', cut.length === 0, short, cut);
    const lost = `${person.name} is not shown as signed in, not even by a reload; ${traffic.describeVisit(signedIn ? reloaded : visit)}`;
    check.should('signed-in', 'The person is signed in, also after a reload', signedIn && staysIn, lost, asked);
    const found = `${traffic.count(asked.length, 'authorization request')} for one login; at most 2 were expected; ${traffic.describeVisit(visit)}`;
    check.should('few-requests', 'The app does not start the login again and again', asked.length <= 2, found, asked);
    check.should('comes-to-rest', 'The browser ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit));
  },
});
