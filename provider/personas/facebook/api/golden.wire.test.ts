import { testGolden } from '../../../testing/test-golden.ts';
import { APP_ID, browse, type TestBrowser } from '../test-browser.ts';
import { APP_TOKEN, TestApp } from './test-app.ts';

const FOLDER = new URL('../../../../fixtures/wire/facebook/graph/', import.meta.url);

type Way = (browser: TestBrowser) => Promise<Response>;

const LOGIN = 'public_profile email';
const V = '/v19.0';

const way =
  (walk: (app: TestApp, token: string) => Promise<Response>, scope = LOGIN): Way =>
  async (browser) => {
    const app = new TestApp(browser);
    return walk(app, await app.token({ scope }));
  };

/** What `/me` answers to a token that something happened to. */
const dead = (happens: (app: TestApp, token: string) => Promise<unknown>): Way =>
  way(async (app, token) => {
    await happens(app, token);
    return app.graph(`${V}/me`, token);
  });

const get = (path: string): Way => way((app, token) => app.graph(V + path, token));

const WAYS: Readonly<Record<string, Way>> = {
  'me-default': get('/me'),
  'me-fields': get('/me?fields=email,first_name,middle_name,picture'),
  'error-expired': dead((app, token) => app.world.tokens.expire({ value: token })),
  'error-password-changed': dead((app) => app.world.people.changePassword('ana')),
  'error-logged-out': async (browser) => {
    const app = new TestApp(browser);
    const token = await app.shortToken();
    await app.world.sessions.end();
    return app.graph(`${V}/me`, token);
  },
  'error-app-removed': dead((app) => app.world.grants.revoke({ person: 'ana' })),
  'error-removed-by-api': dead((app, token) => app.remove('/me/permissions', token)),
  'error-checkpointed': dead((app) => app.world.people.change('ana', { status: 'disabled' })),
  'error-unparsable': way((app) => app.graph(`${V}/me`, 'garbage')),
  'error-undecryptable': way((app) => app.graph(`${V}/me`, `EAA${'b'.repeat(181)}`)),
  'error-app-token-signature': way((app) => app.graph(`${V}/1`, `${APP_ID}|wrong`)),
  'error-no-token': way((app) => app.send(`${V}/me`)),
  'error-no-token-node': way((app) => app.send(`${V}/1`)),
  'error-proof-invalid': get('/me?appsecret_proof=0'),
  'error-proof-missing': way(async (app, token) => {
    await app.register({ requiresSecretProof: true });
    return app.graph(`${V}/me`, token);
  }),
  'error-unknown-field': get('/me?fields=fdsfds'),
  'error-unknown-path': get('/me/bogus'),
  'error-unknown-object': get('/2'),
  'error-permission': way((app, token) => app.post(`${V}/me/feed`, token, { message: 'x' })),
  'error-rate-limit': way(async (app, token) => {
    await app.world.settings.change({ 'facebook/graph/rate-limit': 1 });
    await app.graph(`${V}/me`, token);
    return app.graph(`${V}/me`, token);
  }),
  permissions: way(async (app, token) => {
    await app.shortToken();
    await app.remove('/me/permissions/email', token);
    return app.graph(`${V}/me/permissions`, token);
  }),
  'permissions-delete': way((app, token) => app.remove(`${V}/me/permissions`, token)),
  picture: get('/me/picture?redirect=false'),
  'debug-token-user': way((app, token) => app.send(`${V}/debug_token?input_token=${token}&access_token=${APP_TOKEN}`)),
  'debug-token-app': way((app) => app.send(`${V}/debug_token?input_token=${APP_TOKEN}&access_token=${APP_TOKEN}`)),
  'debug-token-expired': way(async (app, token) => {
    await app.world.tokens.expire({ value: token });
    return app.send(`${V}/debug_token?input_token=${token}&access_token=${APP_TOKEN}`);
  }),
  'debug-token-garbage': way((app) => app.send(`${V}/debug_token?input_token=zork&access_token=${APP_TOKEN}`)),
  'debug-token-no-caller': way((app, token) => app.send(`${V}/debug_token?input_token=${token}`)),
};

await testGolden({ persona: 'facebook', folder: FOLDER, ways: WAYS, browse });
