import type { BehaviourId } from '../../../model/index.ts';
import type { Probe } from '../../../testing/test-probe.ts';
import { APP_ID, CALLBACK, SECRET, type TestBrowser } from '../test-browser.ts';
import { APP_TOKEN, TestApp, told } from './test-app.ts';
import { listenOnce } from './test-listener.ts';

type GraphProbe = Probe<TestBrowser>;

const probe = (on: unknown, observe: (app: TestApp) => Promise<unknown>): GraphProbe => ({
  on,
  observe: (browser) => observe(new TestApp(browser)),
});

const message = async (reply: Response): Promise<string> => told(reply).catch((error: Error) => error.message);

const dies = (what: string, kill: (app: TestApp, token: string) => Promise<unknown>): GraphProbe =>
  probe(what, async (app) => {
    const token = await app.token();
    await kill(app, token);
    return (await message(await app.graph('/me', token))).replace(/ [A-Z]\w+day, .*$/, '');
  });

const ERROR = 'Error validating access token:';
const OTHER = '210000000000043';

const call = (app: TestApp, path: string, headers: Record<string, string> = {}) =>
  app.token().then((token) => app.graph(path, token, { headers }));

/** One probe for each behaviour of the Graph API. */
export const GRAPH_PROBES: Readonly<Record<BehaviourId, GraphProbe>> = {
  'facebook/graph/token-places': probe([200, 200], async (app) => {
    const token = await app.token();
    const oauth = await app.send('/me', { headers: { authorization: `OAuth ${token}` } });
    return [oauth.status, (await app.send(`/me?access_token=${token}`)).status];
  }),
  'facebook/graph/rate-limit': probe('{"call_count":100,"total_cputime":0,"total_time":1}', async (app) => {
    const token = await app.token();
    for (let calls = 1; calls < 200; calls += 1) await app.graph('/me', token);
    return (await app.graph('/me', token)).headers.get('x-app-usage');
  }),
  'facebook/graph/https-only': probe('400 1 You must use https:// when passing an access token', async (app) => {
    const token = await app.token();
    const headers = { accept: 'application/json', 'x-loginlab-world': app.world.id };
    return message(await app.lab.fetch(`http://graph.facebook.com/me?access_token=${token}`, { headers }));
  }),
  'facebook/graph/transient-error': {
    ...probe('500 2 Service temporarily unavailable', async (app) => message(await call(app, '/me'))),
    setting: '2',
  },
  'facebook/graph/desktop-app-token': probe('400 104 An access token is required to request this resource.', async (app) => {
    await app.register({ kind: 'desktop' });
    return message(await app.graph('/123', APP_TOKEN));
  }),
  'facebook/graph/no-token': probe(
    '400 2500 An active access token must be used to query information about the current user.',
    async (app) => message(await app.send('/me')),
  ),
  'facebook/graph/no-token-for-node': probe('400 104 An access token is required to request this resource.', async (app) =>
    message(await app.send('/123')),
  ),
  'facebook/token-death/unreadable': probe('400 190 Invalid OAuth access token - Cannot parse access token', async (app) =>
    message(await app.graph('/me', 'x')),
  ),
  'facebook/token-death/undecryptable': probe('400 190 The access token could not be decrypted', async (app) =>
    message(await app.graph('/me', `EAA${'b'.repeat(180)}`)),
  ),
  'facebook/token-death/app-signature': probe('400 190 Invalid OAuth access token signature.', async (app) =>
    message(await app.graph('/123', `${APP_ID}|${'x'.repeat(27)}`)),
  ),
  'facebook/token-death/unknown-app': probe(
    '400 190 Error validating application. Cannot get application info due to a system error.',
    async (app) => message(await app.graph('/123', `${OTHER}|${SECRET}`)),
  ),
  'facebook/token-death/checkpointed': dies(
    `400 190/459 ${ERROR} You cannot access the app till you log in to www.facebook.com and follow the instructions given.`,
    (app) => app.world.people.change('ana', { status: 'disabled' }),
  ),
  'facebook/token-death/unconfirmed': probe('190/464', async (app) => {
    const token = await app.token();
    await app.world.people.change('ana', { status: 'unconfirmed' });
    return (await message(await app.graph('/me', token))).split(' ')[1];
  }),
  'facebook/token-death/removed-by-api': dies(
    `400 190/466 ${ERROR} The session was invalidated explicitly using an API call.`,
    (app, token) => app.remove('/me/permissions', token),
  ),
  'facebook/token-death/app-removed': dies(`400 190/458 ${ERROR} The user has not authorized application ${APP_ID}.`, (app) =>
    app.world.grants.revoke({ person: 'ana' }),
  ),
  'facebook/token-death/expired': dies(`400 190/463 ${ERROR} Session has expired on`, (app) =>
    app.world.tokens.expire({ person: 'ana' }),
  ),
  'facebook/token-death/password-changed': dies(
    `400 190/460 ${ERROR} The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.`,
    (app) => app.world.people.changePassword('ana'),
  ),
  'facebook/token-death/logged-out': probe(
    `400 190/467 ${ERROR} The session is invalid because the user logged out.`,
    async (app) => {
      const token = await app.shortToken();
      await app.world.sessions.end({ person: 'ana' });
      return message(await app.graph('/me', token));
    },
  ),
  'facebook/graph/appsecret-proof-required': probe(
    '400 100 API calls from the server require an appsecret_proof argument',
    async (app) => {
      await app.register({ requiresSecretProof: true });
      return message(await call(app, '/me'));
    },
  ),
  'facebook/graph/appsecret-proof-invalid': probe('400 100 Invalid appsecret_proof provided in the API argument', async (app) =>
    message(await call(app, '/me?appsecret_proof=00')),
  ),
  'facebook/graph/rate-limit-error': probe('400 4 (#4) Application request limit reached', async (app) => {
    await app.world.settings.change({ 'facebook/graph/rate-limit': 1 });
    await call(app, '/me');
    return message(await call(app, '/me'));
  }),
  'facebook/graph/data-access-expired': probe([200, 400], async (app) => {
    await app.world.settings.change({ 'facebook/token/code-flow-lifetime': 120 });
    const token = await app.token();
    await app.world.clock.age('91d');
    return [(await app.graph('/me', token)).status, (await app.post('/me/feed', token, { message: 'hi' })).status];
  }),
  'facebook/graph/permission-missing': probe(
    "400 200 (#200) The user hasn't authorized the application to perform this action",
    async (app) => message(await app.post('/me/feed', await app.token({ scope: 'email' }), { message: 'hi' })),
  ),
  'facebook/debug-token/caller': probe(
    '400 100 (#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
    async (app) => message(await app.send('/debug_token?input_token=x')),
  ),
  'facebook/debug-token/other-app': probe(
    '400 100 (#100) The App_id in the input_token did not match the Viewing App',
    async (app) => {
      await app.world.facebook.register({ clientId: OTHER, clientSecret: SECRET, redirectUris: [CALLBACK] });
      return message(await app.inspect(await app.token({ clientId: OTHER })));
    },
  ),
  'facebook/debug-token/described': probe(
    'app_id type application data_access_expires_at expires_at is_valid issued_at scopes user_id',
    async (app) => {
      const { data = {} } = (await (await app.inspect(await app.token())).json()) as { data?: object };
      return Object.keys(data).join(' ');
    },
  ),
  'facebook/debug-token/unreadable': probe(
    '200 {"data":{"error":{"code":190,"message":"Invalid OAuth access token - Cannot parse access token"},"is_valid":false,"scopes":[]}}',
    async (app) => {
      const reply = await app.inspect('zork');
      return `${reply.status} ${await reply.text()}`;
    },
  ),
  'facebook/graph/unknown-path': probe('400 2500 Unknown path components: /bogus', async (app) =>
    message(await call(app, '/v19.0/me/bogus')),
  ),
  'facebook/graph/username': probe('400 803 (#803) Cannot query users by their username (zuck.berg)', async (app) =>
    message(await call(app, '/zuck.berg')),
  ),
  'facebook/graph/unknown-object': probe('400 100/33 Unsupported get request.', async (app) =>
    (await message(await call(app, '/2'))).replace(/ Object .*$/, ''),
  ),
  'facebook/graph/unknown-field': probe(
    '400 100 (#100) Tried accessing nonexisting field (fdsfds) on node type (User)',
    async (app) => message(await call(app, '/me?fields=name,fdsfds')),
  ),
  'facebook/graph/parameter': probe('400 100 (#100) Missing message or attachment', async (app) =>
    message(await app.post('/me/feed', await app.token(), {})),
  ),
  'facebook/graph/error-envelope': probe('object 400', async (app) => {
    const reply = await app.graph('/me', 'x');
    return `${typeof ((await reply.json()) as { error: unknown }).error} ${reply.status}`;
  }),
  'facebook/graph/default-fields': probe('name id', async (app) =>
    Object.keys((await (await call(app, '/me')).json()) as object).join(' '),
  ),
  'facebook/graph/fields': probe('email last_name name id', async (app) =>
    Object.keys((await (await call(app, '/me?fields=email,last_name,middle_name,name')).json()) as object).join(' '),
  ),
  'facebook/graph/unconfirmed-email': probe(false, async (app) => {
    await app.world.people.change('ana', { emailVerified: false });
    return 'email' in ((await (await call(app, '/me?fields=email')).json()) as object);
  }),
  'facebook/graph/remove-permissions': probe('200 {"success":true}', async (app) => {
    const reply = await app.remove('/me/permissions/email', await app.token());
    return `${reply.status} ${await reply.text()}`;
  }),
  'facebook/graph/language': probe(
    '400 190/467 Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil sich der Nutzer abgemeldet hat.',
    async (app) => {
      const token = await app.shortToken();
      await app.world.sessions.end();
      return message(await app.graph('/me?locale=de_DE', token));
    },
  ),
  'facebook/graph/trace-id': probe('A 23', async (app) => {
    const { error } = (await (await app.send('/me')).json()) as { error: { fbtrace_id?: string } };
    return `${error.fbtrace_id?.charAt(0)} ${error.fbtrace_id?.length}`;
  }),
  'facebook/graph/challenge': probe(
    'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token - Cannot parse access token"',
    async (app) => (await app.graph('/me', 'x')).headers.get('www-authenticate'),
  ),
  'facebook/graph/pretty-json': probe('{\n   "', async (app) =>
    (await (await call(app, '/me', { 'user-agent': 'curl/8.5.0' })).text()).slice(0, 6),
  ),
  'facebook/graph/json-escapes': probe(true, async (app) =>
    (await (await call(app, '/me?fields=email')).text()).includes('ana\\u0040example.com'),
  ),
  'facebook/graph/headers': probe('*', async (app) => (await call(app, '/me')).headers.get('access-control-allow-origin')),
  'facebook/graph/oldest-version': probe('v19.0', async (app) =>
    (await call(app, '/v2.3/me')).headers.get('facebook-api-version'),
  ),
  'facebook/graph/version': probe(['v25.0', 'v21.0'], async (app) => [
    (await call(app, '/me')).headers.get('facebook-api-version'),
    (await call(app, '/v21.0/me')).headers.get('facebook-api-version'),
  ]),
  'facebook/graph/content-type': probe('text/javascript; charset=UTF-8', async (app) =>
    (await call(app, '/me', { accept: '*/*' })).headers.get('content-type'),
  ),
  'facebook/logout/next-and-token': probe('302 https://shop.example/bye', async (app) => {
    const token = await app.shortToken();
    const query = new URLSearchParams({ access_token: token, next: 'https://shop.example/bye' });
    const reply = await app.send(`/logout.php?${query}`);
    return `${reply.status} ${reply.headers.get('location')}`;
  }),
  'facebook/account/checkpoint': probe(true, async (app) => (await app.ends({}, 'blocked')).includes('has been locked')),
  'facebook/consent/denied-by-person': probe('access_denied', async (app) =>
    new URL(await app.ends({ response_type: 'code' }, 'denies')).searchParams.get('error'),
  ),
  'facebook/callback/deauthorize': probe('signed_request', async (app) => {
    await using listener = await listenOnce();
    await app.register({ deauthorizeUrl: listener.url });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    return [...new URLSearchParams(listener.bodies[0])].map(([name]) => name).join(' ');
  }),
  'facebook/callback/data-deletion': probe('signed_request', async (app) => {
    await using listener = await listenOnce();
    await app.register({ dataDeletionUrl: listener.url });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    return [...new URLSearchParams(listener.bodies[0])].map(([name]) => name).join(' ');
  }),
};
