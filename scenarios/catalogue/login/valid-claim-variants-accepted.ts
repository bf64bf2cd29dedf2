import type { FaultInput, PersonaId } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

type Tampering = Extract<FaultInput['do'], { tamperIdToken: unknown }>['tamperIdToken'];

/** Issuer and client id of the client's ID tokens. */
interface Good {
  readonly iss: string;
  readonly aud: string;
}

/** An unusual form of an ID token; of several spellings one that the client accepts is enough. */
interface Form {
  readonly says: string;
  /** Who sends such ID tokens, or documents that they may come. A client of anybody else never meets one: it SHOULD accept it. */
  readonly sentBy: readonly PersonaId[];
  readonly make: (good: Good) => readonly Tampering[];
}

/** This issuer without the scheme, and the form that Google documents. */
const bareIssuers = (iss: string): readonly string[] => [...new Set([iss.replace(/^https?:\/\//, ''), 'accounts.google.com'])];

const UNKNOWN = { 'https://claims.example/plan': { tier: 'gold', seats: [1, 2] }, amr: ['pwd', 'mfa'], jti: 'a1b2', acr: '0' };

const BOTH: readonly PersonaId[] = ['google', 'auth0'];

const FORMS: Readonly<Record<string, Form>> = {
  'issuer-without-scheme': {
    says: 'the issuer without https://',
    sentBy: ['google'],
    make: ({ iss }) => bareIssuers(iss).map((bare) => ({ claims: { iss: bare } })),
  },
  'audience-list': { says: 'a list with one audience', sentBy: [], make: ({ aud }) => [{ claims: { aud: [aud], azp: null } }] },
  'audience-list-azp': {
    says: 'a list with one audience, and azp',
    sentBy: [],
    make: ({ aud }) => [{ claims: { aud: [aud], azp: aud } }],
  },
  'without-azp': { says: 'no azp', sentBy: BOTH, make: () => [{ claims: { azp: null } }] },
  'without-at-hash': {
    says: 'no at_hash, which the code flow does not require',
    // Google documents that its token endpoint always sends one.
    sentBy: ['auth0'],
    make: () => [{ claims: { at_hash: null } }],
  },
  'unknown-claims': { says: 'claims that were not requested', sentBy: BOTH, make: () => [{ claims: UNKNOWN }] },
  // Theirs is not the clock of the client.
  'slightly-ahead': { says: 'iat and nbf two seconds ahead', sentBy: BOTH, make: () => [{ claimsFromNow: { iat: 2, nbf: 2 } }] },
  'fractional-times': {
    says: 'times with a fraction',
    sentBy: [],
    make: () => [{ claimsFromNow: { iat: -0.25, exp: 3599.75 } }],
  },
  'without-typ': { says: 'no typ in its header', sentBy: [], make: () => [{ header: { typ: null } }] },
};

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly good: Good | undefined;
  readonly logins: readonly steps.LoginSeen[];
}

const goodOf = ({ redeemed }: steps.LoginSeen): Good | undefined => {
  const claims = redeemed.flatMap(({ jwts }) => jwts).find(({ where }) => where.endsWith('id_token'))?.claims;
  return claims && { iss: String(claims.iss), aud: String(claims.aud) };
};

/** Signs a person in with each spelling of the ID token, until one is accepted. */
const tryEach = async (context: model.ScenarioContext, ways: readonly Tampering[]): Promise<readonly steps.LoginSeen[]> => {
  const logins: steps.LoginSeen[] = [];
  for (const tamperIdToken of ways) {
    await context.world.faults.clear();
    await context.world.faults.inject({ on: 'token', where: { grantType: 'authorization_code' }, do: { tamperIdToken } });
    const login = await steps.seeLogin(logins.length === 0 ? context.person : await context.secondPerson(), context);
    logins.push(login);
    if (login.signedIn) break;
  }
  await context.world.faults.clear();
  return logins;
};

export default model.defineScenario<Seen>({
  id: 'login/valid-claim-variants-accepted',
  title: 'The ID token is valid but unusual',
  level: 'MUST',
  basis: [
    model.spec('OIDCC-2'),
    model.spec('OIDCC-3.1.3.7'),
    model.spec('RFC7519-2'),
    model.spec('RFC7519-4.1.3'),
    model.spec('RFC7519-4.1.5'),
    model.vendor('G-57', 'https://developers.google.com/identity/openid-connect/reference'),
    model.lab('A form that the provider never sends is a SHOULD: no person of this app meets it there.'),
  ],
  provider: 'Issues ID tokens in rare forms that its documentation or the specification allows.',
  rightClient: 'Checks only what the specification requires: it accepts each of these ID tokens and signs the person in.',
  fix: 'Accept both spellings of Google’s issuer, an audience as string or array, and times as any number with a few seconds of leeway. Ignore unknown claims and headers.',
  personas: ['google', 'auth0'],
  variantPersonas: { 'issuer-without-scheme': ['google'] },
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORMS).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'login-google-iss-strict', variant: 'issuer-without-scheme', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'login-aud-text-only', variant: 'audience-list', verdict: 'warn', check: 'accepted' },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'login-azp-required',
      variant: 'without-azp',
      verdict: 'fail',
      check: 'accepted',
    },
    {
      client: 'web',
      personas: ['google'],
      mutant: 'login-at-hash-required',
      variant: 'without-at-hash',
      verdict: 'warn',
      check: 'accepted',
    },
    { client: 'web', mutant: 'login-zero-leeway', variant: 'slightly-ahead', verdict: 'fail', check: 'accepted' },
    { client: 'web', mutant: 'login-exp-whole', variant: 'fractional-times', verdict: 'warn', check: 'accepted' },
  ],
  async steps(context) {
    const honest = await steps.seeLogin(await context.secondPerson(), context);
    const good = goodOf(honest);
    const ways = () => (good ? (FORMS[context.variant ?? '']?.make(good) ?? []) : []);
    const logins = (await context.twist(() => tryEach(context, ways()))) ?? [await steps.seeLogin(context.person, context)];
    return { honest, good, logins };
  },
  control({ honest, good, logins }, { check }) {
    const lost = [honest, ...logins].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With a usual ID token people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
    if (!lost && !good) check.skip('No ID token was seen in the answers of the token endpoint to this client.');
  },
  judge({ logins }, { check, persona, variant = '' }) {
    const struck = logins.flatMap(({ redeemed }) => redeemed.filter(({ faults }) => faults.length > 0));
    const last = logins.at(-1);
    if (!last || struck.length === 0) return check.inconclusive('The client fetched no ID token this time.');
    const { says = variant, sentBy = [] } = FORMS[variant] ?? {};
    const told = `the ID token had ${says}, which is allowed, but ${last.who.name} is not signed in; ${traffic.describeVisit(last.visit)}`;
    const kind = sentBy.some((each) => each === persona) ? 'must' : 'should';
    check[kind]('accepted', `An ID token with ${says} is accepted`, last.visit.ok && last.signedIn, told, struck);
  },
});
