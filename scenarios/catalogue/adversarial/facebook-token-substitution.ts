import type { Exchange, World } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly appId: string;
  /** The login with the person's valid token. */
  readonly honest: { readonly visit: model.Visit; readonly signedIn: boolean; readonly wire: readonly Exchange[] };
  /** The login with the invalid token. */
  readonly forged:
    | { readonly visit: model.Visit; readonly asVictim: boolean; readonly asOneself: boolean; readonly wire: readonly Exchange[] }
    | undefined;
}

interface Scene {
  readonly world: World;
  readonly appId: string;
  readonly victim: model.Visitor;
  readonly attacker: model.Visitor;
}

/** A token as a front end sends it, and the claimed user: an app-scoped id. */
interface Handed {
  readonly token: string;
  readonly user: string;
}

/** A token of a person at an app, with the person's app-scoped id there. */
const tokenOf = async (world: World, who: model.Visitor, clientId: string): Promise<Handed> => {
  const { access_token: token, id_token = '' } = await world.facebook.mint({
    as: who.key,
    clientId,
    scope: 'openid public_profile email',
  });
  return { token, user: String(traffic.claimsOf(id_token).sub) };
};

const FOREIGN_SECRET = 'f'.repeat(32);

/** Another app of the provider, as an attacker can register one. */
const registerApp = async (world: World, clientId: string): Promise<string> => {
  const redirectUris = ['https://cats.example/callback'];
  await world.facebook.register({ clientId, clientSecret: FOREIGN_SECRET, name: 'A quiz about cats', redirectUris });
  return clientId;
};

const FOREIGN = '900000000000009';

/** Makes `debug_token` describe a token of another app, as documented, instead of refusing it. */
const describedAs = async (world: World, appId: string, handed: Handed): Promise<Handed> => {
  const about = { app_id: appId, type: 'USER', application: 'A quiz about cats', expires_at: 0, is_valid: true };
  const data = { ...about, scopes: ['public_profile', 'email'], user_id: handed.user };
  await world.faults.inject({ on: 'debug-token', do: { status: 200, body: { data } } });
  return handed;
};

const SUBSTITUTES: Readonly<Record<string, { readonly says: string; readonly make: (scene: Scene) => Promise<Handed> }>> = {
  'foreign-app': {
    says: 'of the person, issued to another app',
    make: async ({ world, victim }) => tokenOf(world, victim, await registerApp(world, FOREIGN)),
  },
  'foreign-app-described': {
    says: 'issued to another app, which debug_token names',
    make: async ({ world, victim }) =>
      describedAs(world, FOREIGN, await tokenOf(world, victim, await registerApp(world, FOREIGN))),
  },
  'foreign-app-alike': {
    says: 'issued to an app whose id has the client id as prefix',
    make: async ({ world, appId, victim }) =>
      describedAs(world, `${appId}7`, await tokenOf(world, victim, await registerApp(world, `${appId}7`))),
  },
  'foreign-app-alike-behind': {
    says: 'issued to an app whose id has the client id as suffix',
    make: async ({ world, appId, victim }) =>
      describedAs(world, `7${appId}`, await tokenOf(world, victim, await registerApp(world, `7${appId}`))),
  },
  expired: {
    says: 'that has expired',
    make: async ({ world, appId, victim }) => {
      const handed = await tokenOf(world, victim, appId);
      await world.tokens.expire({ value: handed.token });
      return handed;
    },
  },
  revoked: {
    says: 'that was revoked when the person removed the app',
    make: async ({ world, appId, victim }) => {
      const handed = await tokenOf(world, victim, appId);
      await world.grants.revoke({ person: victim.key });
      return handed;
    },
  },
  'other-user': {
    says: 'of another person, sent with the id of this person',
    make: async ({ world, appId, victim, attacker }) => ({
      ...(await tokenOf(world, victim, appId)),
      token: (await tokenOf(world, attacker, appId)).token,
    }),
  },
  'foreign-app-token': {
    says: 'that is the app token of another app, sent with the id of the person',
    make: async ({ world, appId, victim }) => ({
      ...(await tokenOf(world, victim, appId)),
      token: `${await registerApp(world, FOREIGN)}|${FOREIGN_SECRET}`,
    }),
  },
  'app-token': {
    says: 'that is the app token of the client, sent with the id of the person',
    make: async ({ world, appId, victim }) => {
      const app = (await world.facebook.clients()).find(({ clientId }) => clientId === appId);
      return { ...(await tokenOf(world, victim, appId)), token: `${appId}|${app?.clientSecret}` };
    },
  },
  garbage: {
    says: 'that was never issued, sent with the id of the person',
    make: async ({ world, appId, victim }) => ({ ...(await tokenOf(world, victim, appId)), token: `EAA${'x'.repeat(178)}ZD` }),
  },
};

const isInspection = ({ endpoint }: Exchange) => endpoint === 'debug-token';
const isProven = (each: Exchange) => each.endpoint.startsWith('api:') && traffic.paramsOf(each).has('appsecret_proof');

/** True when the client verified a token: by debug_token with a token of the app, or by an appsecret_proof. */
const isVoucherOf = (appId: string) => (each: Exchange) =>
  isProven(each) || (isInspection(each) && traffic.accessTokenOf(each)?.startsWith(`${appId}|`) === true);

export default model.defineScenario<Seen>({
  id: 'adversarial/facebook-token-substitution',
  title: 'A front end sends an access token that was not issued to this app',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-10.16'),
    model.vendor('F-73', 'https://developers.facebook.com/docs/facebook-login/security'),
    model.vendor('F-70'),
    model.vendor('F-71'),
  ],
  seedQuestion: 'S5',
  provider:
    'Answers /me for every valid token, of any app. Only debug_token says for which app a token was issued, and it answers 200 even for an invalid token.',
  rightClient:
    'Calls debug_token with a token of its own app. Signs a person in only if the token is valid, is a user token, was issued to this app, and belongs to the claimed user.',
  fix: 'Before you accept a token from a front end, call GET /debug_token?input_token=… with APP_ID|APP_SECRET. Check data.is_valid === true, data.type === "USER" and data.app_id === APP_ID (full strings). Take the user from data.user_id, never from the request.',
  personas: ['facebook'],
  needs: ['acceptsToken', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(SUBSTITUTES).map(([name, { says }]) => [name, `a token ${says}`])),
  bites: [
    { client: 'backend-fb', mutant: 'adv-fb-token-unverified', variant: 'garbage', verdict: 'warn', check: 'inspected' },
    { client: 'backend-fb', mutant: 'adv-fb-token-unverified', variant: 'foreign-app', verdict: 'fail', check: 'refused' },
    {
      client: 'backend-fb',
      mutant: 'adv-fb-app-id-unchecked',
      variant: 'foreign-app-described',
      verdict: 'fail',
      check: 'refused',
    },
    { client: 'backend-fb', mutant: 'adv-fb-app-id-prefix', variant: 'foreign-app-alike', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-debug-status-only', variant: 'expired', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-validity-unchecked', variant: 'expired', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-expired-only', variant: 'revoked', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-posted-user-trusted', variant: 'other-user', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-texts-of-posted-user', variant: 'other-user', verdict: 'fail', check: 'refused' },
    { client: 'backend-fb', mutant: 'adv-fb-token-type-unchecked', variant: 'app-token', verdict: 'fail', check: 'refused' },
  ],
  async steps(context) {
    const { app, world, person, secondPerson, wire, check, twist, settled } = context;
    const appId = (await world.facebook.clients()).find(({ name }) => name === app.id)?.clientId ?? '';
    const { token, user } = await tokenOf(world, person, appId);
    const visit = await person.handsInToken(token, user);
    const signedIn = await person.isSignedIn();
    const kept = steps.keepsTexts(context) && signedIn ? await steps.seeStore(person, context) : undefined;
    await settled();
    const honest = { visit, signedIn, wire: await wire.all() };
    const forged = await twist(async () => {
      const attacker = await secondPerson();
      const substitute = SUBSTITUTES[context.variant ?? ''] ?? check.inconclusive(`Unknown variant "${context.variant}".`);
      const handed = await substitute.make({ world, appId, victim: person, attacker });
      const answered = await attacker.handsInToken(handed.token, handed.user);
      const page = await attacker.asksWhoAmI();
      const [isNamed = false, asOneself = false] = [person, attacker].map((who) => page.ok && steps.showsPerson(page, who));
      const asVictim = isNamed || (kept !== undefined && steps.isKeptIn(await steps.seeRecall(attacker, context), kept));
      await settled();
      return { visit: answered, asVictim, asOneself, wire: traffic.after(await wire.all(), traffic.markOf(honest.wire)) };
    });
    return { appId, honest, forged };
  },
  control({ honest }, { check }) {
    check.must(
      'signed-in',
      'A valid token signs its person in',
      honest.visit.ok && honest.signedIn,
      traffic.describeVisit(honest.visit),
    );
  },
  judge({ appId, honest, forged }, { check, person, variant }) {
    const says = SUBSTITUTES[variant ?? '']?.says;
    if (!forged) return check.inconclusive('No token was sent.');
    const { visit, asVictim, asOneself, wire } = forged;
    const told = `a token ${says} signed in as ${person.name}, or showed what ${person.name} stored; ${traffic.describeVisit(visit)}`;
    check.must('refused', `A token ${says} does not sign the person in`, !asVictim, told, wire);
    check.must('comes-to-rest', 'The app answers', visit.end === 'done', traffic.describeVisit(visit), wire);
    if (visit.end === 'done')
      check.should(
        'says-so',
        'It answers that it refuses the token',
        asOneself || (visit.status >= 400 && visit.status < 500),
        traffic.describeVisit(visit),
        wire,
      );
    const isVouched = honest.wire.some(isVoucherOf(appId));
    const unasked = 'neither debug_token with a token of the app nor an appsecret_proof was seen, not even for the valid token';
    check.should('inspected', 'The client asks the provider for which app a token was issued', isVouched, unasked, honest.wire);
  },
});
