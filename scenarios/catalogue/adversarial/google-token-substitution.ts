import { generateKeyPairSync, sign } from 'node:crypto';
import type { World } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly honest: steps.HandedIn;
  readonly forged: { readonly visit: model.Visit; readonly asVictim: boolean } | undefined;
}

/** The victim is the person of the context, whom nobody else must become. */
type Scene = model.ScenarioContext;

interface Substitute {
  readonly kind: steps.HandedKind;
  readonly says: string;
  readonly make: (scene: Scene) => Promise<string>;
}

const FOREIGN = () => '733502934100-s0mebodye1se.apps.googleusercontent.com';
const LONGER = (own: string) => `${own}.example`;
const PREFIXED = (own: string) => `1${own}`;

/** A token of the person that the provider issued to another client. */
const issuedTo =
  (kind: steps.HandedKind, change: (own: string) => string): Substitute['make'] =>
  async (scene) => {
    const clientId = await steps.registerForeignClient(scene, change(scene.app.clientId));
    return (await steps.issue(scene, { as: scene.person, clientId }, kind)).token;
  };

/** A credential of the person for this client, with a change. */
const credential =
  (change: Pick<Parameters<World['google']['mint']>[0], 'claims' | 'expired' | 'tamper'>): Substitute['make'] =>
  async ({ world, person, app }) =>
    (await world.google.mint({ as: person.key, clientId: app.clientId, ...change })).id_token ?? '';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signedByForeignKey: Substitute['make'] = async (scene) => {
  const [head = '', payload = ''] = (await credential({})(scene)).split('.');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `${head}.${payload}.${sign('RSA-SHA256', Buffer.from(`${head}.${payload}`), privateKey).toString('base64url')}`;
};

const unsigned: Substitute['make'] = async (scene) =>
  `${encoded({ alg: 'none', typ: 'JWT' })}.${(await credential({})(scene)).split('.')[1]}.`;

const endedToken =
  (end: (scene: Scene, value: string) => Promise<unknown>): Substitute['make'] =>
  async (scene) => {
    const { token } = await steps.issue(scene, { as: scene.person, clientId: scene.app.clientId }, 'access_token');
    await end(scene, token);
    return token;
  };

const SUBSTITUTES: Readonly<Record<string, Substitute>> = {
  'foreign-client': { kind: 'id_token', says: 'issued to another client', make: issuedTo('id_token', FOREIGN) },
  'foreign-client-longer': {
    kind: 'id_token',
    says: 'issued to a client whose id has the client id as prefix',
    make: issuedTo('id_token', LONGER),
  },
  'foreign-client-prefixed': {
    kind: 'id_token',
    says: 'issued to a client whose id has the client id as suffix',
    make: issuedTo('id_token', PREFIXED),
  },
  'own-azp': {
    kind: 'id_token',
    says: 'for another client, which names this one as azp',
    make: (scene) => credential({ claims: { aud: FOREIGN(), azp: scene.app.clientId } })(scene),
  },
  expired: { kind: 'id_token', says: 'that has expired', make: credential({ expired: true }) },
  corrupted: { kind: 'id_token', says: 'whose signature has a wrong byte', make: credential({ tamper: true }) },
  'foreign-key': { kind: 'id_token', says: 'signed with a key that is not the provider’s', make: signedByForeignKey },
  unsigned: { kind: 'id_token', says: 'without a signature', make: unsigned },
  'access-token-of-foreign-client': {
    kind: 'access_token',
    says: 'issued to another client',
    make: issuedTo('access_token', FOREIGN),
  },
  'access-token-of-longer-client': {
    kind: 'access_token',
    says: 'issued to a client whose id has the client id as prefix',
    make: issuedTo('access_token', LONGER),
  },
  'access-token-expired': {
    kind: 'access_token',
    says: 'that has expired',
    make: endedToken(({ world }, value) => world.tokens.expire({ value })),
  },
  'access-token-revoked': {
    kind: 'access_token',
    says: 'that was revoked',
    make: endedToken(({ world }, value) => world.tokens.revoke({ value })),
  },
};

const nameOf = ({ kind }: Substitute): string => (kind === 'id_token' ? 'a credential' : 'an access token');
const nounOf = (substitute: Substitute): string => `${nameOf(substitute)} ${substitute.says}`;

export default model.defineScenario<Seen>({
  id: 'adversarial/google-token-substitution',
  title: 'A front end sends a credential or an access token that was not issued to this client',
  level: 'MUST',
  basis: [
    model.vendor('G-57', 'https://developers.google.com/identity/gsi/web/guides/verify-google-id-token'),
    model.spec('RFC6749-10.16'),
    model.spec('OIDCC-3.1.3.7'),
    model.spec('RFC8725-3.9'),
  ],
  provider:
    'Signs ID tokens for every client with the same keys, and answers userinfo for every valid access token, of any client. Only aud says to whom a token was issued.',
  rightClient:
    'Verifies a credential: signature by a key of the provider, issuer, aud equal to its own client id, exp. It asks tokeninfo about an access token, and compares aud there.',
  fix: 'Require aud === CLIENT_ID (full strings) in a credential, after you verified its signature with the key set, its issuer and exp. For an access token require aud of tokeninfo === CLIENT_ID before you ask userinfo. azp does not replace aud.',
  personas: ['google'],
  needs: ['acceptsToken', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(SUBSTITUTES).map(([name, each]) => [name, nounOf(each)])),
  bites: (
    [
      ['adv-google-credential-aud-unchecked', 'foreign-client'],
      ['adv-google-credential-aud-prefix', 'foreign-client-longer'],
      ['adv-google-credential-azp-only', 'own-azp'],
      ['adv-google-credential-exp-unchecked', 'expired'],
      ['adv-google-credential-unverified', 'foreign-key'],
      ['adv-google-credential-unverified', 'unsigned'],
      ['adv-google-token-aud-unchecked', 'access-token-of-foreign-client'],
    ] as const
  ).map(([mutant, variant]) => ({ client: 'backend-fb', mutant, variant, verdict: 'fail', check: 'refused' })),
  async steps(context) {
    const { person, secondPerson, twist, variant = '' } = context;
    const substitute = SUBSTITUTES[variant];
    const honest = await steps.seeHandIn(context, substitute?.kind ?? 'id_token');
    if (!substitute || honest.kind !== substitute.kind) return { honest, forged: undefined };
    const forged = await twist(async () => {
      const attacker = await secondPerson();
      const visit = await attacker.handsInToken(await substitute.make(context), '');
      const page = await attacker.asksWhoAmI();
      return { visit, asVictim: page.ok && steps.showsPerson(page, person) };
    });
    return { honest, forged };
  },
  control({ honest: { kind, visit } }, { check, variant = '' }) {
    const found = `neither a credential nor an access token signs its person in; ${traffic.describeVisit(visit)}`;
    check.must('signed-in', 'A valid token signs its person in', kind !== undefined, found);
    const substitute = SUBSTITUTES[variant];
    if (kind && substitute && kind !== substitute.kind)
      check.skip(`The app does not take ${nameOf(substitute)} of the provider.`);
  },
  judge({ forged }, { check, person, variant = '' }) {
    const substitute = SUBSTITUTES[variant];
    if (!forged || !substitute) return check.inconclusive('No token was sent.');
    const { visit, asVictim } = forged;
    const told = `${nounOf(substitute)} signed in as ${person.name}; ${traffic.describeVisit(visit)}`;
    check.must('refused', `${nounOf(substitute)} does not sign the person in`, !asVictim, told);
    check.must('comes-to-rest', 'The app answers', visit.end === 'done', traffic.describeVisit(visit));
    const refuses = visit.status >= 400 && visit.status < 500;
    if (visit.end === 'done' && !asVictim)
      check.should('says-so', 'It answers that it refuses the token', refuses, traffic.describeVisit(visit));
  },
});
