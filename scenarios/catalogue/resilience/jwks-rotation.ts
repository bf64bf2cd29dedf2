import { defineScenario, type ScenarioContext, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly honest: steps.LoginSeen;
  /** Logins with new keys, one after each rotation. */
  readonly later: readonly steps.LoginWithNewKeys[];
}

/** The next key is published already: after one turn a client knows the new one, after two it does not. */
const turnKeys = async ({ world, persona }: ScenarioContext, turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await world[persona].rotateKeys();
};

/** The keys turn when the code arrives: after the client has fetched them for this login, if it does so in advance. */
const turnKeysAtSigning = async ({ world }: ScenarioContext): Promise<void> => {
  await world.faults.clear();
  const atCode = { on: 'token', where: { grantType: 'authorization_code' }, times: 1 } as const;
  for (const _ of [1, 2]) await world.faults.inject({ ...atCode, do: { rotateKeys: true } });
};

const play = async (context: ScenarioContext): Promise<readonly steps.LoginWithNewKeys[]> => {
  if (context.variant === 'while-signing') return [await steps.seeLoginWithNewKeys(context, () => turnKeysAtSigning(context))];
  const rotations = context.variant === 'announced' ? [1] : context.variant === 'twice' ? [2, 2] : [2];
  const later: steps.LoginWithNewKeys[] = [];
  for (const turns of rotations) {
    await turnKeys(context, turns);
    later.push(await steps.seeLoginWithNewKeys(context));
  }
  return later;
};

const VARIANTS = {
  announced: 'the new key is one that was published before',
  unannounced: 'the new key was never published before',
  'while-signing': 'the new key comes while the client redeems the code',
  twice: 'a new key that was never published before, and later another one',
};

export default defineScenario<Seen>({
  id: 'resilience/jwks-rotation',
  title: 'The provider changes its signing key',
  level: 'MUST',
  basis: [
    spec('OIDCC-10.1.1'),
    { authority: 'vendor', ref: 'G-63', url: 'https://developers.google.com/identity/openid-connect/openid-connect' },
  ],
  provider: 'Signs with a new key from now on. Its key set has the key before, the current one, and the next.',
  rightClient:
    'Selects the key by the key id of the ID token. If it does not know the id it fetches the key set once more, after a short pause at most. The login works without a restart.',
  fix: 'On an unknown kid fetch the key set again and look once more; limit how often. Do not keep the keys for the lifetime of the process, and select by kid, not by place.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  limitSeconds: 150,
  variants: VARIANTS,
  bites: [
    { client: 'web', mutant: 'rsl-jwks-cached-forever', variant: 'unannounced', verdict: 'fail', check: 'new-key-accepted' },
    { client: 'web', mutant: 'rsl-jwks-cached-forever', variant: 'while-signing', verdict: 'fail', check: 'new-key-accepted' },
    { client: 'web', mutant: 'rsl-jwks-fetched-again-once', variant: 'twice', verdict: 'fail', check: 'new-key-accepted' },
    { client: 'web', mutant: 'rsl-jwks-first-key', variant: 'announced', verdict: 'fail', check: 'new-key-accepted' },
  ],
  async steps(context) {
    const honest = await steps.seeLogin(context.person, context);
    const later = await context.twist(() => play(context));
    await context.twist(() => context.app.restart()); // keys of this leg, and a pause after a fetch, would meet the next one
    return { honest, later: later ?? [await steps.seeLoginWithNewKeys(context)] };
  },
  async control({ honest, later }, { check, wire }) {
    const lost = [honest, ...later.map(({ login }) => login)].find(({ visit, signedIn }) => !visit.ok || !signedIn);
    check.must('signed-in', 'With the same key people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
    const isWithout = !(await wire.all()).some(steps.idTokenOf);
    if (!lost && isWithout) check.skip('No ID token was seen in the answers to this client.');
  },
  judge({ later }, { check, variant = '' }) {
    const says = VARIANTS[variant as keyof typeof VARIANTS] ?? variant;
    const [lost] = later.filter(({ login }) => !login.visit.ok || !login.signedIn);
    const fetches = later.flatMap((each) => each.fetches);
    if (!lost && fetches.length === 0 && variant !== 'announced')
      check.skip('The client never fetches the keys: it leaves the check of ID tokens from the token endpoint to TLS.');
    const asked =
      lost &&
      (lost.fetches.length > 0
        ? 'it fetched the keys, and'
        : `it never asked for the new keys in ${lost.tries} logins; in the last one`);
    const found = lost ? `${asked} ${lost.login.who.name} is not signed in; ${traffic.describeVisit(lost.login.visit)}` : '';
    const evidence = [...fetches, ...later.flatMap(({ login }) => login.redeemed)];
    check.must('new-key-accepted', `An ID token is accepted when ${says}`, !lost, found, evidence);
    const most = Math.max(...later.map((each) => each.fetches.length));
    const often = `${traffic.count(most, 'request')} for the key set in one login`;
    if (!lost) check.should('fetched-once', 'The key set is fetched once for a new key', most <= 2, often, fetches);
    const [late] = later.filter(({ tries }) => tries > 1);
    if (!lost && late)
      check.info(
        'cool-down',
        'How soon the new key is fetched',
        `the login worked in try ${late.tries}: the client waits after a fetch before it asks for the keys again`,
        late.fetches,
      );
  },
});
