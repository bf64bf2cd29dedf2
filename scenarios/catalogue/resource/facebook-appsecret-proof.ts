import { createHmac } from 'node:crypto';
import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly appSecret: string;
  readonly start: steps.Start;
  /** After a second login, with another token. */
  readonly later: model.Visit;
  readonly calls: readonly Exchange[];
}

const paramOf = (call: Exchange, name: string): string => traffic.paramsOf(call).get(name) ?? '';

/** The expected proof of a call: of its token, and of the time if it has one. */
const rightProof = (call: Exchange, appSecret: string): string => {
  const time = paramOf(call, 'appsecret_time');
  const data = [traffic.accessTokenOf(call) ?? '', ...(time ? [time] : [])].join('|');
  return createHmac('sha256', appSecret).update(data).digest('hex');
};

/** The person signs in and uses the app, twice: the second time the app has another token. */
const useTwice = async (context: model.ScenarioContext) => {
  const { person } = context;
  const start = await steps.seeStart(context);
  const again = await person.signsIn();
  const used = await person.usesResource();
  await context.settled();
  return { start, later: again.ok ? used : again };
};

export default model.defineScenario<Seen>({
  id: 'resource/facebook-appsecret-proof',
  title: 'Each call has a valid appsecret_proof',
  level: 'MUST',
  basis: [model.vendor('F-55', 'https://developers.facebook.com/docs/facebook-login/security'), model.vendor('F-94')],
  provider:
    'Accepts `appsecret_proof`, the HMAC of the access token with the app secret, in each Graph API call. It refuses a wrong one always, and a missing one if the app requires it.',
  rightClient:
    'Computes the proof for each call from the token of that call, on the server, and sends the secret only to the token endpoint.',
  fix: 'Send appsecret_proof = lower-case hex of HMAC-SHA256(key: app secret, data: access token) with every call, reads and writes. Compute it for each call from the token of that call.',
  personas: ['facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  controlOff: ['facebook/graph/appsecret-proof-invalid'],
  variants: {
    offered: 'the app does not require it',
    required: 'the app requires it',
    'short-lived': 'the code gives a token of one or two hours, which may be exchanged for a long-lived one',
  },
  bites: [
    { client: 'graph-client', mutant: 'res-app-secret-with-calls', verdict: 'fail', check: 'secret-kept' },
    { client: 'graph-client', mutant: 'res-appsecret-proof-wrong-token', verdict: 'fail', check: 'proof-fits' },
    {
      client: 'graph-client',
      mutant: 'res-appsecret-proof-before-exchange',
      variant: 'short-lived',
      verdict: 'fail',
      check: 'proof-fits',
    },
    { client: 'graph-client', mutant: 'res-appsecret-proof-swapped', verdict: 'fail', check: 'proof-fits' },
    { client: 'graph-client', mutant: 'res-appsecret-proof-base64', verdict: 'fail', check: 'proof-fits' },
    { client: 'graph-client', mutant: 'res-appsecret-proof-on-reads-only', variant: 'required', verdict: 'fail', check: 'works' },
    {
      client: 'graph-client',
      mutant: 'res-appsecret-proof-on-reads-only',
      variant: 'offered',
      verdict: 'warn',
      check: 'every-call',
    },
  ],
  async steps(context) {
    const { app, world, wire, check, twist, variant } = context;
    const client = (await world.facebook.clients()).find(({ name }) => name === app.id);
    if (!client) return check.inconclusive('The app is not registered.');
    const { persona: _, ...registered } = client;
    try {
      if (variant === 'short-lived') await world.settings.change({ 'facebook/token/code-flow-lifetime': 'off' });
      if (variant === 'required') await twist(() => world.facebook.register({ ...registered, requiresSecretProof: true }));
      const used = await useTwice(context);
      return { appSecret: client.clientSecret ?? '', ...used, calls: await wire.apiCalls() };
    } finally {
      await world.facebook.register(registered);
    }
  },
  control({ start, later }, context) {
    steps.checkStart(start, [later], context);
  },
  judge({ appSecret, start, later, calls }, { check, variant }) {
    const carrying = calls.filter((call) => traffic.accessTokenOf(call) !== undefined);
    if (carrying.length === 0) check.inconclusive(`No call with a token was made: ${traffic.describeVisit(start.visit)}.`);
    const proven = carrying.filter((call) => paramOf(call, 'appsecret_proof') !== '');
    if (variant === 'required' && proven.length === 0)
      check.skip(
        'No appsecret_proof was seen in the calls of this leg, so its app cannot require one. The variant "offered" judges that.',
      );
    const wrong = proven.filter((call) => paramOf(call, 'appsecret_proof') !== rightProof(call, appSecret));
    const told = `no HMAC-SHA256 of the token of the call, in hex, keyed with the app secret: ${[...new Set(wrong.map(traffic.describeExchange))].join('; ')}`;
    check.must(
      'proof-fits',
      'Each proof is the HMAC of the token of its call with the app secret',
      wrong.length === 0,
      told,
      wrong,
    );
    const bare = carrying.filter((call) => !proven.includes(call));
    const without = `no proof with ${[...new Set(bare.map(traffic.describeExchange))].join('; ')}`;
    // No proof at all is allowed; a proof in only some calls is a mistake.
    if (proven.length === 0) check.info('every-call', 'Every call has a proof', without, bare);
    else check.should('every-call', 'Every call has a proof', bare.length === 0, without, bare);
    const open = calls.filter((call) => appSecret !== '' && [...traffic.paramsOf(call).values()].includes(appSecret));
    const sent = `the app secret was sent to ${[...new Set(open.map(traffic.describeExchange))].join('; ')}`;
    check.must('secret-kept', 'The app secret is sent with no call', open.length === 0, sent, open);
    const failed = [start.visit, later].find(({ ok }) => !ok);
    check.must(
      'works',
      'The app works, with the second token as with the first',
      !failed,
      failed ? traffic.describeVisit(failed) : '',
      calls,
    );
  },
});
