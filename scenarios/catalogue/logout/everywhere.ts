import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** One device of the person. */
interface Device {
  readonly visit: model.Visit;
  readonly wasIn: boolean;
  readonly isIn: boolean;
}

interface Seen {
  /** The device at which the person signs out everywhere, and another one. */
  readonly devices: readonly [Device, Device];
  readonly out: model.Visit | undefined;
  /** Requests that told the API. */
  readonly told: readonly Exchange[];
  /** What the first device proved itself with. */
  readonly old: ReadonlySet<string>;
  readonly later: readonly Exchange[];
  readonly again: model.Visit;
  readonly returned: boolean;
}

export default model.defineScenario<Seen>({
  id: 'logout/everywhere',
  title: 'The person signs out on all devices',
  level: 'SHOULD',
  basis: [model.asvs('7.5.2'), model.vendor('P-42'), model.lab('Who lost a device has no other way to sign it out.')],
  seedQuestion: 'S4',
  provider: 'Ends all sessions and tokens of the person when it is told to, or does not answer there.',
  rightClient:
    'Ends the sessions of all devices with one request, forgets its own, and shows the sign-in form on each of them. If it cannot be done, it says so.',
  fix: 'End every session of the person, and your own with them. Delete your own credential, since it ended as well.',
  fixes: {
    'others-out': 'Keep sessions by person, and delete all of them; or let the API revoke all of the person.',
    'own-dropped': 'Forget your own session and credential in the same step: they have ended with the others.',
    'not-pretended': 'Say that people are signed out everywhere only if the API said so.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'signOutEverywhere', 'whoAmI'],
  shows: [],
  variants: { accepted: 'the provider does it', outage: 'the API answers 503' },
  variantPersonas: { outage: ['first-party'] },
  bites: [
    { client: 'web', mutant: 'out-everywhere-here-only', verdict: 'warn', check: 'others-out' },
    { client: 'rest', mutant: 'out-everywhere-here-only', variant: 'accepted', verdict: 'warn', check: 'others-out' },
    { client: 'rest', mutant: 'out-everywhere-keeps-own-token', variant: 'accepted', verdict: 'warn', check: 'own-dropped' },
    {
      client: 'rest-tokens',
      mutant: 'out-everywhere-keeps-own-token',
      variant: 'accepted',
      verdict: 'warn',
      check: 'own-dropped',
    },
    { client: 'rest', mutant: 'out-everywhere-pretended', variant: 'outage', verdict: 'warn', check: 'not-pretended' },
    { client: 'rest-spa', mutant: 'out-everywhere-keeps-own-token', variant: 'accepted', verdict: 'warn', check: 'own-dropped' },
    { client: 'graph-client', mutant: 'out-everywhere-here-only', verdict: 'warn', check: 'others-out' },
  ],
  async steps(context) {
    const { person, twist, variant, wire, world, settled } = context;
    const api = traffic.passwordLoginOf(context);
    const here = await steps.seeDevices(context);
    const there = await here.inNewBrowser();
    const visits = [await here.signsInWithPassword(), await there.signsInWithPassword()] as const;
    const start = traffic.markOf(await wire.all());
    const wasHere = await here.isSignedIn();
    await settled();
    const old = new Set(traffic.after(await wire.all(), start).flatMap(traffic.credentialsIn));
    const wasThere = await there.isSignedIn();
    if (variant === 'outage' && api) await twist(() => world.faults.inject({ on: api.endsAll, do: { status: 503 } }));
    const mark = traffic.markOf(await wire.all());
    const out = await twist(() => here.signsOutEverywhere());
    await settled();
    const asked = traffic.after(await wire.all(), mark);
    const quiet = traffic.markOf(await wire.all());
    const isHere = await here.isSignedIn();
    await settled();
    const later = traffic.after(await wire.all(), quiet);
    const isThere = await there.isSignedIn();
    await twist(() => world.faults.clear());
    const again = await person.signsInWithPassword();
    return {
      devices: [
        { visit: visits[0], wasIn: wasHere, isIn: isHere },
        { visit: visits[1], wasIn: wasThere, isIn: isThere },
      ],
      ...{ out, old, later, again },
      told: asked.filter(({ endpoint }) => endpoint === api?.endsAll),
      returned: await person.isSignedIn(),
    };
  },
  control({ devices, again, returned }, { check }) {
    const bad = devices.find(({ wasIn, isIn }) => !wasIn || !isIn);
    check.must('signs-in', 'The person signs in on two devices', !bad, bad ? traffic.describeVisit(bad.visit) : '');
    check.must('can-return', 'The person can sign in again', returned, traffic.describeVisit(again));
  },
  judge({ devices, out, told, old, later, again, returned }, context) {
    const { check, person, variant } = context;
    const [here, there] = devices;
    const end = out ? traffic.describeVisit(out) : '';
    check.should('comes-to-rest', 'Signing out ends on a page of the app', out !== undefined && steps.restsWell(out), end, told);
    const claims = out?.ok === true && there.isIn;
    if (variant === 'outage') {
      const said = `the API ended nothing, and the page says: ${end}`;
      check.should('not-pretended', 'The page does not claim what was not done', !claims, said, told);
    } else {
      const other = `${person.name} signed out everywhere on one device, and another one still shows ${person.name} as signed in`;
      check.should('others-out', 'The other device is signed out', !there.isIn, other, told);
      const still = `the device itself still shows ${person.name} as signed in`;
      check.should('signed-out', 'The device itself is signed out', !here.isIn, still, told);
      if (traffic.passwordLoginOf(context)) {
        const times = `the API was told ${told.length} times for one press of the button`;
        check.should('told-once', 'The API is told once', told.length === 1, times, told);
      }
      const used = later.filter((each) => traffic.credentialsIn(each).some((text) => old.has(text)));
      const sent = `the credential that ended was sent again: ${used.map(traffic.describeExchange).join('; ')}`;
      check.should('own-dropped', 'The device forgets its own credential', used.length === 0, sent, used);
    }
    check.should('can-return', 'Signing in again works', returned, traffic.describeVisit(again));
  },
});
