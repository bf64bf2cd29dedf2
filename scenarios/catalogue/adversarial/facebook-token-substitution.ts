import type { Exchange, World } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly appId: string;
  /** The person with a token of their own. */
  readonly honest: { readonly visit: model.Visit; readonly signedIn: boolean; readonly wire: readonly Exchange[] };
  /** Somebody with a token that proves nothing. */
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

/** A token as an app in front hands it in, and whose it is said to be: an app-scoped id. */
interface Handed {
  readonly token: string;
  readonly user: string;
}

/** A token that somebody has at an app, with the id that they have there. */
const tokenOf = async (world: World, who: model.Visitor, clientId: string): Promise<Handed> => {
  const { access_token: token, id_token = '' } = await world.facebook.mint({
    as: who.key,
    clientId,
    scope: 'openid public_profile email',
  });
  const claims: { readonly sub: string } = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return { token, user: claims.sub };
};

const FOREIGN_SECRET = 'f'.repeat(32);

/** Another app of the provider: anybody may register one, and people sign in to it. */
const registerApp = async (world: World, clientId: string): Promise<string> => {
  const redirectUris = ['https://cats.example/callback'];
  await world.facebook.register({ clientId, clientSecret: FOREIGN_SECRET, name: 'A quiz about cats', redirectUris });
  return clientId;
};

const FOREIGN = '900000000000009';

/** `debug_token` describes a token of another app, as its documentation has it, in place of refusing it. */
const describedAs = async (world: World, appId: string, handed: Handed): Promise<Handed> => {
  const about = { app_id: appId, type: 'USER', application: 'A quiz about cats', expires_at: 0, is_valid: true };
  const data = { ...about, scopes: ['public_profile', 'email'], user_id: handed.user };
  await world.faults.inject({ on: 'debug-token', do: { status: 200, body: { data } } });
  return handed;
};

const SUBSTITUTES: Readonly<Record<string, { readonly says: string; readonly make: (scene: Scene) => Promise<Handed> }>> = {
  'foreign-app': {
    says: "that is the person's, but was made for another app",
    make: async ({ world, victim }) => tokenOf(world, victim, await registerApp(world, FOREIGN)),
  },
  'foreign-app-described': {
    says: 'made for another app, of which the inspection tells which',
    make: async ({ world, victim }) =>
      describedAs(world, FOREIGN, await tokenOf(world, victim, await registerApp(world, FOREIGN))),
  },
  'foreign-app-alike': {
    says: 'made for an app whose id begins like that of the client',
    make: async ({ world, appId, victim }) =>
      describedAs(world, `${appId}7`, await tokenOf(world, victim, await registerApp(world, `${appId}7`))),
  },
  'foreign-app-alike-behind': {
    says: 'made for an app whose id ends like that of the client',
    make: async ({ world, appId, victim }) =>
      describedAs(world, `7${appId}`, await tokenOf(world, victim, await registerApp(world, `7${appId}`))),
  },
  expired: {
    says: 'that was good once, and has expired',
    make: async ({ world, appId, victim }) => {
      const handed = await tokenOf(world, victim, appId);
      await world.tokens.expire({ value: handed.token });
      return handed;
    },
  },
  revoked: {
    says: 'that was good once, until the person removed the app',
    make: async ({ world, appId, victim }) => {
      const handed = await tokenOf(world, victim, appId);
      await world.grants.revoke({ person: victim.key });
      return handed;
    },
  },
  'other-user': {
    says: 'of somebody else, under the id of the person',
    make: async ({ world, appId, victim, attacker }) => ({
      ...(await tokenOf(world, victim, appId)),
      token: (await tokenOf(world, attacker, appId)).token,
    }),
  },
  'foreign-app-token': {
    says: 'of another app itself, under the id of the person',
    make: async ({ world, appId, victim }) => ({
      ...(await tokenOf(world, victim, appId)),
      token: `${await registerApp(world, FOREIGN)}|${FOREIGN_SECRET}`,
    }),
  },
  'app-token': {
    says: 'of the client itself, under the id of the person',
    make: async ({ world, appId, victim }) => {
      const app = (await world.facebook.clients()).find(({ clientId }) => clientId === appId);
      return { ...(await tokenOf(world, victim, appId)), token: `${appId}|${app?.clientSecret}` };
    },
  },
  garbage: {
    says: 'that nobody ever gave out, under the id of the person',
    make: async ({ world, appId, victim }) => ({ ...(await tokenOf(world, victim, appId)), token: `EAA${'x'.repeat(178)}ZD` }),
  },
};

const isInspection = ({ endpoint }: Exchange) => endpoint === 'debug-token';
const isProven = (each: Exchange) => each.endpoint.startsWith('api:') && traffic.paramsOf(each).has('appsecret_proof');

/** A token is vouched for by an inspection with a token of the app, or by a proof that fits tokens of the app alone. */
const isVoucherOf = (appId: string) => (each: Exchange) =>
  isProven(each) || (isInspection(each) && traffic.accessTokenOf(each)?.startsWith(`${appId}|`) === true);

export default model.defineScenario<Seen>({
  id: 'adversarial/facebook-token-substitution',
  title: 'Somebody hands in a token that proves nothing',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-10.16'),
    model.vendor('F-73', 'https://developers.facebook.com/docs/facebook-login/security'),
    model.vendor('F-70'),
    model.vendor('F-71'),
  ],
  seedQuestion: 'S5',
  provider:
    'Answers /me for every token that lives, whatever app it was made for. Only debug_token tells for whom a token is, and answers 200 also when it is worth nothing.',
  rightClient:
    'Asks debug_token, with a token of its own app, and signs somebody in only if the token is valid, is one of a person, was made for this app, and is of the person it is said to be.',
  fix: 'Before you believe a token that comes from outside: GET /debug_token?input_token=… with APP_ID|APP_SECRET, then check data.is_valid === true, data.type === "USER", data.app_id === APP_ID (as texts, whole), and take the person from data.user_id, never from what was sent along.',
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
    { client: 'backend-fb', mutant: 'adv-fb-token-type-unchecked', variant: 'app-token', verdict: 'fail', check: 'refused' },
  ],
  async steps(context) {
    const { app, world, person, secondPerson, wire, check, twist, settled } = context;
    const appId = (await world.facebook.clients()).find(({ name }) => name === app.id)?.clientId ?? '';
    const { token, user } = await tokenOf(world, person, appId);
    const visit = await person.handsInToken(token, user);
    const signedIn = await person.isSignedIn();
    await settled();
    const honest = { visit, signedIn, wire: await wire.all() };
    const forged = await twist(async () => {
      const attacker = await secondPerson();
      const substitute = SUBSTITUTES[context.variant ?? ''] ?? check.inconclusive(`There is no token for "${context.variant}".`);
      const handed = await substitute.make({ world, appId, victim: person, attacker });
      const answered = await attacker.handsInToken(handed.token, handed.user);
      const page = await attacker.asksWhoAmI();
      const [asVictim = false, asOneself = false] = [person, attacker].map((who) => page.ok && steps.showsPerson(page, who));
      await settled();
      return { visit: answered, asVictim, asOneself, wire: traffic.after(await wire.all(), traffic.markOf(honest.wire)) };
    });
    return { appId, honest, forged };
  },
  control({ honest }, { check }) {
    check.must(
      'signed-in',
      'A good token signs its person in',
      honest.visit.ok && honest.signedIn,
      traffic.describeVisit(honest.visit),
    );
  },
  judge({ appId, honest, forged }, { check, person, variant }) {
    const says = SUBSTITUTES[variant ?? '']?.says;
    if (!forged) return check.inconclusive('No token was handed in.');
    const { visit, asVictim, asOneself, wire } = forged;
    const told = `somebody is signed in as ${person.name} by a token ${says}; ${traffic.describeVisit(visit)}`;
    check.must('refused', `A token ${says} does not sign the person in`, !asVictim, told, wire);
    check.must('comes-to-rest', 'The app answers', visit.end === 'done', traffic.describeVisit(visit), wire);
    if (visit.end === 'done')
      check.should(
        'says-so',
        'It answers that it does not take it',
        asOneself || (visit.status >= 400 && visit.status < 500),
        traffic.describeVisit(visit),
        wire,
      );
    const isVouched = honest.wire.some(isVoucherOf(appId));
    const unasked = 'neither debug_token with a token of the app nor an appsecret_proof was seen, not even for the good token';
    check.should('inspected', 'The provider is asked for whom a token was made', isVouched, unasked, honest.wire);
  },
});
