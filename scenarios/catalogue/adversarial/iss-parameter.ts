import { jsonOf } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  /** The callback was changed as the variant says. */
  readonly isChanged: boolean;
  readonly again: steps.LoginSeen | undefined;
}

const FOREIGN = 'https://accounts.attacker.example';
/** Only the attacker says this. */
const TEXT = 'Please pay the attacker first';

interface Change {
  readonly says: string;
  /** Undefined: left out. */
  readonly change: (issuer: string) => string | undefined;
}

const CHANGES: Readonly<Record<string, Change>> = {
  foreign: { says: 'that of another provider', change: () => FOREIGN },
  missing: { says: 'missing', change: () => undefined },
  empty: { says: 'empty', change: () => '' },
  'with-suffix': { says: 'that of the provider with a suffix', change: (issuer) => `${issuer}.attacker.example` },
  'inside-foreign': { says: 'that of another provider, with the right one in it', change: (issuer) => `${FOREIGN}/?${issuer}` },
  'other-slash': {
    says: 'that of the provider with a slash more, or one less, at its end',
    change: (issuer) => (issuer.endsWith('/') ? issuer.slice(0, -1) : `${issuer}/`),
  },
  'in-capitals': {
    says: 'that of the provider in capital letters',
    change: (issuer) => issuer.replace(/^[a-z]+:\/\/[^/:]+/, (origin) => origin.toUpperCase()),
  },
  'on-error': { says: 'that of another provider, beside an error', change: () => FOREIGN },
};

/** The attacker, who changes the issuer of each callback. */
const changeIssuer = (context: model.ScenarioContext, issuer: string) => {
  const { variant = '' } = context;
  const [isAnswer, changed] = [steps.isAnswerOf(context), CHANGES[variant]?.change(issuer)];
  const fail = variant === 'on-error' ? steps.refuse(context, { error: 'server_error', error_description: TEXT }) : undefined;
  const seen = { isChanged: false };
  const rewrite = (url: URL): URL => {
    if (!isAnswer(url)) return url;
    seen.isChanged = true;
    const wrong = fail ? fail(url) : url;
    if (changed === undefined) wrong.searchParams.delete('iss');
    else wrong.searchParams.set('iss', changed);
    return wrong;
  };
  return { seen, rewrite };
};

/** The issuer as the provider names itself: in the callback, or else in its ID token. */
const issuerOf = async ({ visit }: steps.LoginSeen, { wire, check }: model.ScenarioContext): Promise<string> => {
  const named =
    visit.hops.map(({ url }) => url.searchParams.get('iss')).find(Boolean) ?? steps.goodClaimsOf(await wire.all())?.iss;
  return named ?? check.skip('Neither a callback nor an ID token named the issuer to this client.');
};

/** True for a client that has read in the metadata that the provider names itself: it reads them after a start. */
const knowsParameter = async ({ app, wire, secondPerson }: model.ScenarioContext): Promise<boolean> => {
  await app.restart();
  await (await secondPerson()).signsIn();
  const metadata = (await wire.all()).filter(({ endpoint }) => endpoint === 'discovery');
  return metadata.some((each) => jsonOf(each)?.authorization_response_iss_parameter_supported === true);
};

/** A bug of the client whose provider announces that it names itself. */
const atGoogle = (mutant: string, variant: string, check = 'foreign-issuer-refused'): model.Bite => ({
  client: 'web',
  personas: ['google'],
  mutant,
  variant,
  verdict: 'fail',
  check,
});

export default model.defineScenario<Seen>({
  id: 'adversarial/iss-parameter',
  title: 'The callback names another provider (iss)',
  level: 'MUST',
  basis: [
    model.spec('RFC9207-2.4'),
    model.spec('RFC9700-4.4.2.1'),
    model.vendor('G-25'),
    model.vendor('A-127'),
    model.lab(
      'A client that never reads the metadata does not know that the provider names itself: for it the check is a SHOULD.',
    ),
  ],
  provider: 'Names its issuer in the callback, as its metadata announce. On the way the issuer is changed, or lost.',
  rightClient:
    'Compares iss with the issuer that this login was sent to, character by character, before anything else: the code is not redeemed, and an error is not shown as that of the provider.',
  fix: 'Store the issuer with the login. At the callback compare iss with it as text, before you read code or error. If the metadata have authorization_response_iss_parameter_supported, refuse a success without iss.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(CHANGES).map(([name, { says }]) => [name, `the issuer is ${says}`])),
  variantPersonas: { missing: ['google'], empty: ['google'] },
  bites: [
    ...['foreign', 'with-suffix', 'inside-foreign', 'other-slash', 'in-capitals', 'empty'].map((variant) =>
      atGoogle('adv-iss-param-ignored', variant),
    ),
    atGoogle('adv-iss-param-optional', 'missing'),
    atGoogle('adv-iss-param-prefix', 'with-suffix'),
    atGoogle('adv-iss-param-normalized', 'other-slash'),
    atGoogle('adv-iss-param-after-error', 'on-error', 'foreign-error-not-shown'),
    {
      client: 'web',
      personas: ['auth0'],
      mutant: 'adv-iss-param-ignored',
      variant: 'foreign',
      verdict: 'warn',
      check: 'foreign-issuer-refused',
    },
  ],
  async steps(context) {
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const attacker = await context.twist(async () => changeIssuer(context, await issuerOf(honest, context)));
    const login = await steps.seeLogin(context.person, context, attacker ? { rewrite: attacker.rewrite } : {});
    const again = await context.twist(() => steps.seeLogin(context.person, context));
    return { honest, login, isChanged: attacker?.seen.isChanged ?? false, again };
  },
  control({ honest, login }, { check }) {
    const lost = [honest, login].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    const title = 'With the right issuer people are signed in';
    check.must('signed-in', title, !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  async judge({ login, isChanged, again }, context) {
    const { check, variant = '' } = context;
    const { visit, signedIn, redeemed } = login;
    if (!isChanged) check.skip('No callback with a code in its URL was seen.');
    const isTaken = variant === 'on-error' ? visit.body.includes(TEXT) : signedIn || redeemed.length > 0;
    const level = isTaken && !(await knowsParameter(context)) ? 'should' : 'must';
    const what = `the issuer of the callback is ${CHANGES[variant]?.says}`;
    const taken = `${what}, and the app went on: ${signedIn ? 'the person is signed in' : 'the code was sent'}; ${traffic.describeVisit(visit)}`;
    if (variant === 'on-error') {
      const title = 'An error of another provider is not shown as that of this one';
      check[level]('foreign-error-not-shown', title, !isTaken, `${what}, and its text is shown: ${traffic.describeVisit(visit)}`);
    } else check[level]('foreign-issuer-refused', 'A callback with another issuer is refused', !isTaken, taken, redeemed);
    steps.checkComesToRest(visit, context);
    const retry = again ? traffic.describeVisit(again.visit) : '';
    check.must('can-sign-in', 'An honest login works afterwards', again?.signedIn === true, retry);
  },
});
