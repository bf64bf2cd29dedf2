import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Of the right length, and of no code and no token. */
const OTHER_HASH = 'AAAAAAAAAAAAAAAAAAAAAA';

/** An ID token that belongs to another code or token, as the end of "an ID token …". */
interface Mismatch {
  readonly says: string;
  readonly claim: 'c_hash' | 'at_hash';
  readonly value: string | null;
  /** Where it arrives: through the browser, or from the token endpoint. */
  readonly by: 'browser' | 'token-endpoint';
}

const MISMATCHES: Readonly<Record<string, Mismatch>> = {
  'c-hash-wrong': { says: 'whose c_hash is of another code', claim: 'c_hash', value: OTHER_HASH, by: 'browser' },
  'c-hash-missing': { says: 'without c_hash', claim: 'c_hash', value: null, by: 'browser' },
  'c-hash-empty': { says: 'with an empty c_hash', claim: 'c_hash', value: '', by: 'browser' },
  'at-hash-wrong': { says: 'whose at_hash is of another access token', claim: 'at_hash', value: OTHER_HASH, by: 'browser' },
  'at-hash-missing': { says: 'without at_hash', claim: 'at_hash', value: null, by: 'browser' },
  'at-hash-wrong-from-token-endpoint': {
    says: 'from the token endpoint whose at_hash is of another access token',
    claim: 'at_hash',
    value: OTHER_HASH,
    by: 'token-endpoint',
  },
};

interface Seen {
  readonly honest: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  /** Answers that brought the changed ID token. */
  readonly delivered: readonly Exchange[];
}

/** What an ID token of the browser is bound to: its code, or the access token beside it. */
const BESIDE = { c_hash: 'code', at_hash: 'access_token' } as const;

const isMeant = (each: Exchange, { claim, by }: Mismatch): boolean => {
  if (by === 'token-endpoint') return each.endpoint === 'token';
  return traffic.answerOf(each).has('id_token') && traffic.answerOf(each).has(BESIDE[claim]);
};

const forge = async (context: ScenarioContext): Promise<void> => {
  const mismatch = MISMATCHES[context.variant ?? ''];
  const carriers = (await context.wire.all()).filter((each) => steps.idTokenOf(each) && mismatch && isMeant(each, mismatch));
  if (!mismatch || carriers.length === 0) return;
  const { claim, value } = mismatch;
  await steps.injectAt(context, steps.endpointsOf(carriers), { tamperIdToken: { claims: { [claim]: value } } });
};

export default defineScenario<Seen>({
  id: 'adversarial/idtoken-hash-mismatch',
  title: 'The ID token belongs to another code or access token',
  level: 'MUST',
  basis: [spec('OIDCC-3.3.2.8'), spec('OIDCC-3.3.2.10'), spec('OIDCC-3.3.2.11'), spec('OIDCC-3.2.2.9'), spec('OIDCC-3.1.3.8')],
  provider:
    'Sends the browser back with a code or an access token, and a validly signed ID token whose hash of it is wrong or missing, as after the code was replaced on the way.',
  rightClient:
    'Requires c_hash for a code, and at_hash for an access token, that come through the browser with an ID token. If it does not match, it refuses the login and redeems no code. In the code flow it may check at_hash.',
  fix: 'Hash the code with SHA-256, take the left half, encode it base64url, and require c_hash === that before you redeem the code; at_hash likewise for an access token. A missing hash is a mismatch.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(MISMATCHES).map(([name, { says }]) => [name, `an ID token ${says}`])),
  bites: [
    { client: 'web-hybrid', mutant: 'adv-athash-ignored', variant: 'c-hash-wrong', verdict: 'fail', check: 'refused' },
    {
      client: 'web-hybrid',
      mutant: 'adv-athash-ignored',
      variant: 'c-hash-missing',
      verdict: 'fail',
      check: 'code-not-redeemed',
    },
    {
      client: 'web',
      mutant: 'adv-athash-ignored',
      variant: 'at-hash-wrong-from-token-endpoint',
      verdict: 'info',
      check: 'refused',
    },
    { client: 'web-hybrid', mutant: 'adv-chash-absent-accepted', variant: 'c-hash-missing', verdict: 'fail', check: 'refused' },
    { client: 'web-hybrid', mutant: 'adv-chash-prefix', variant: 'c-hash-empty', verdict: 'fail', check: 'refused' },
    {
      client: 'web-hybrid',
      mutant: 'adv-chash-checked-late',
      variant: 'c-hash-wrong',
      verdict: 'fail',
      check: 'code-not-redeemed',
    },
  ],
  async steps(context) {
    const { person, secondPerson, wire, twist } = context;
    const honest = await steps.seeLogin(await secondPerson(), context);
    await twist(() => forge(context));
    const login = await steps.seeLogin(person, context);
    const delivered = (await wire.all()).filter((each) => steps.isStruck(each) && steps.idTokenOf(each));
    return { honest, login, delivered };
  },
  control({ honest, login }, { check }) {
    const lost = [honest, login].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With a right ID token people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge({ login, delivered }, { check, variant = '' }) {
    const mismatch = MISMATCHES[variant];
    if (!mismatch || delivered.length === 0)
      return check.skip(
        `This client got no ID token ${mismatch?.by === 'browser' ? `with the ${BESIDE[mismatch.claim]} through the browser` : 'from the token endpoint'}.`,
      );
    const { says, claim, by } = mismatch;
    const { visit, who, signedIn, redeemed } = login;
    const found = `${who.name} is signed in by an ID token ${says}; ${traffic.describeVisit(visit)}`;
    const kind = by === 'browser' ? 'must' : 'may';
    check[kind]('refused', `An ID token ${says} signs nobody in`, !signedIn, found, delivered);
    if (by === 'browser' && claim === 'c_hash') {
      const sent = `${traffic.count(redeemed.length, 'token request')} with the code, to which the ID token does not belong`;
      check.must('code-not-redeemed', 'The code is not redeemed', redeemed.length === 0, sent, redeemed);
    }
    if (kind === 'may' && signedIn) return; // it may, and nothing else is judged
    check.must(
      'comes-to-rest',
      'The browser ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      delivered,
    );
  },
});
