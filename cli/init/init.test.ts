import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestOf, type VerbName } from '../../scenarios/model/index.ts';
import { loadConfig } from '../config/index.ts';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { guessApp } from './guess.ts';
import { readProject } from './project.ts';
import { renderConfig } from './render.ts';

type Files = Readonly<Record<string, string>>;

const manifest = (dependencies: readonly string[], scripts: object = {}) =>
  JSON.stringify({ name: '@my/shop', scripts, dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) });

/** What init writes for these files, read as `run` reads it, with its environment. */
const written = async (files: Files) => {
  const folder = folderWith(files);
  const text = renderConfig(guessApp(readProject(folder)), 'loginlab');
  const file = path.join(folderWith({ ...files, 'loginlab.config.ts': text }), 'loginlab.config.ts');
  const [app] = (await loadConfig(file)).config.apps;
  if (!app) throw new Error('no app');
  const values = (id: string) => ({
    issuer: `ISSUER-${id}`,
    clientId: `ID-${id}`,
    clientSecret: `SECRET-${id}`,
    redirectUri: `URI-${id}`,
    apiBase: `API-${id}`,
  });
  const verbs = (Object.keys(app.verbs) as VerbName[]).map((name) => {
    const { method, path } = requestOf(app.verbs, name) ?? {};
    return `${name}: ${method} ${path}`;
  });
  return {
    ...app,
    text,
    verbs,
    env: app.env({
      ...{ google: values('google'), facebook: values('facebook'), auth0: values('auth0') },
      ...{ 'first-party': values('first-party'), apis: {}, smtp: { host: '', port: '', url: '' } },
    }),
  };
};

const EXPRESS: Files = {
  'package.json': manifest(['express', 'passport', 'passport-google-oauth20'], { start: 'node server.js' }),
  'server.js': `const { GOOGLE_ID, GOOGLE_SECRET } = process.env;
    passport.use(new GoogleStrategy({ clientID: GOOGLE_ID, clientSecret: GOOGLE_SECRET, callbackURL: '/auth/google/callback' }, verify));
    app.use(session({ secret: process.env.SESSION_SECRET }));
    app.use('/auth', require('./routes/auth'));
    app.get('/', (req, res) => res.send('hello'));
    app.get('/me', (req, res) => res.send(req.user.displayName));
    app.post('/upload', async (req, res) => res.send(await fetch('https://www.googleapis.com/upload/drive/v3/files')));
    app.listen(process.env.PORT ?? 3000);`,
  'routes/auth.js': `router.get('/google', passport.authenticate('google'));
    router.get('/google/callback', passport.authenticate('google', { failureRedirect: '/' }), (req, res) => res.redirect('/'));
    router.get('/logout', (req, res) => req.logout(() => res.redirect('/')));`,
};

test('the host name is the one by which the app calls itself, even where the port is computed', async () => {
  for (const [host, callback] of [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source of an app
    ['localhost', 'callbackURL: `http://localhost:${PORT}/auth/google/callback`'],
    ['localhost', 'callbackURL: "http://localhost:" + port + "/auth/google/callback"'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source of an app
    ['127.0.0.1', 'callbackURL: `http://127.0.0.1:${PORT}/auth/google/callback`'],
    ['127.0.0.1', 'callbackURL: "/auth/google/callback"'],
  ] as const) {
    const server = `${EXPRESS['server.js']}\nconst options = { ${callback} };`;
    expect(await written({ ...EXPRESS, 'server.js': server })).toMatchObject({ url: `http://${host}:{port}` });
  }
});

test('Express with passport, with routes in a file of their own', async () => {
  const app = await written(EXPRESS);
  expect(app).toMatchObject({
    id: 'shop',
    command: 'npm start',
    url: 'http://127.0.0.1:{port}',
    connect: 'any',
    personas: ['google'],
    redirectPath: '/auth/google/callback',
    library: 'passport-google-oauth20',
    verbs: ['signIn: GET /auth/google', 'whoAmI: GET /me', 'useResource: POST /upload', 'signOut: GET /auth/logout'],
    env: { GOOGLE_ID: 'ID-google', GOOGLE_SECRET: 'SECRET-google', SESSION_SECRET: expect.any(String) },
  });
  expect(app.text).toContain('// guess, from routes/auth.js:1');
});

test('a redirect URI in the sources fixes host and port; two providers share one path', async () => {
  const app = await written({
    'package.json': manifest(['koa', '@koa/router']),
    'app.mjs': `const redirect = { google: 'http://localhost:4321/auth/google/callback' };
      router.get('/auth/:provider', (ctx) => ctx.redirect(client.authorizationUrl()));
      router.get('/auth/:provider/callback', async (ctx) => { await client.getToken(ctx.query.code); });
      router.get('/session', (ctx) => { ctx.body = ctx.state.user.email; });
      const facebook = process.env['FACEBOOK_APP_ID'] + process.env.FACEBOOK_APP_SECRET + process.env.GOOGLE_CLIENT_ID + process.env.GOOGLE_REDIRECT_URI;
      app.listen(4321);`,
  });
  expect(app).toMatchObject({
    command: 'node app.mjs',
    url: 'http://localhost:4321',
    personas: ['google', 'facebook'],
    redirectPath: '/auth/{persona}/callback',
    verbs: ['signIn: GET /auth/{persona}', 'whoAmI: GET /session'],
    env: {
      FACEBOOK_APP_ID: 'ID-facebook',
      FACEBOOK_APP_SECRET: 'SECRET-facebook',
      GOOGLE_CLIENT_ID: 'ID-google',
      GOOGLE_REDIRECT_URI: 'URI-google',
    },
  });
});

test('Fastify: a literal port, a plugin with a prefix, and a client id in the source', async () => {
  const app = await written({
    'package.json': manifest(['fastify'], { dev: 'tsx watch src/server.ts', start: 'node dist/server.js' }),
    'src/server.ts': `import auth from './auth.ts';
      fastify.register(auth, { prefix: '/oauth' });
      const clientId = '1234-abc.apps.googleusercontent.com';
      fastify.listen({ port: 8080 });`,
    'src/auth.ts': `fastify.get('/login/google', (req, reply) => reply.redirect('https://accounts.google.com/o/oauth2/v2/auth'));`,
  });
  expect(app).toMatchObject({
    command: 'npm run dev',
    url: 'http://127.0.0.1:8080',
    verbs: ['signIn: GET /oauth/login/google', 'whoAmI: GET /'],
    env: { GOOGLE_CLIENT_ID: 'ID-google', GOOGLE_CLIENT_SECRET: 'SECRET-google' },
  });
  expect(app.text).toContain('src/server.ts:3 has a client id in the source');
  expect(app.text).toContain("whoAmI: { http: '/' }, // guess: nothing in the folder says");
});

test('Next.js with Auth.js', async () => {
  const app = await written({
    'package.json': manifest(['next', 'next-auth'], { dev: 'next dev' }),
    'auth.ts': `import Google from 'next-auth/providers/google';\nexport const { handlers } = NextAuth({ providers: [Google] });`,
  });
  expect(app).toMatchObject({
    command: 'npx next dev --port 3100',
    url: 'http://127.0.0.1:3100',
    readyWithinSeconds: 120,
    redirectPath: '/api/auth/callback/google',
    verbs: ['signIn: GET /api/auth/signin', 'whoAmI: GET /api/auth/session', 'signOut: GET /api/auth/signout'],
    env: { AUTH_GOOGLE_ID: 'ID-google', AUTH_GOOGLE_SECRET: 'SECRET-google', NEXTAUTH_URL: 'http://127.0.0.1:3100' },
  });
});

test('Auth0: libraries that read their variables and make their routes by themselves', async () => {
  const express = await written({
    'package.json': manifest(['express', 'express-openid-connect'], { start: 'node server.js' }),
    'server.js': `app.use(auth({ authRequired: false, idpLogout: true }));
      app.get('/profile', requiresAuth(), (req, res) => res.send(req.oidc.user.email));
      app.listen(process.env.PORT);`,
  });
  expect(express).toMatchObject({
    personas: ['auth0'],
    library: 'express-openid-connect',
    redirectPath: '/callback',
    verbs: ['signIn: GET /login', 'whoAmI: GET /profile', 'signOut: GET /logout'],
    env: {
      ISSUER_BASE_URL: 'ISSUER-auth0',
      BASE_URL: 'http://127.0.0.1:{port}',
      CLIENT_ID: 'ID-auth0',
      CLIENT_SECRET: 'SECRET-auth0',
      SECRET: expect.stringMatching(/^.{32,}$|^only-for-tests/),
    },
  });
  const next = await written({
    'package.json': manifest(['next', '@auth0/nextjs-auth0'], { dev: 'next dev' }),
    'lib/auth0.ts': `import { Auth0Client } from '@auth0/nextjs-auth0/server';`,
    '.env.local': 'AUTH0_DOMAIN=shop.eu.auth0.com\nAUTH0_SECRET=x\nAUTH0_AUDIENCE=https://api.shop.example\n',
  });
  expect(next).toMatchObject({
    redirectPath: '/auth/callback',
    verbs: ['signIn: GET /auth/login', 'whoAmI: GET /auth/profile', 'signOut: GET /auth/logout'],
    env: {
      AUTH0_DOMAIN: 'loginlab.us.auth0.com',
      AUTH0_CLIENT_ID: 'ID-auth0',
      AUTH0_CLIENT_SECRET: 'SECRET-auth0',
      AUTH0_SECRET: expect.stringContaining('only-for-tests'),
      AUTH0_AUDIENCE: 'https://api.example.com/',
      APP_BASE_URL: 'http://127.0.0.1:3100',
    },
  });
});

test('Auth0: passport, and Auth.js, which needs the issuer', async () => {
  const passport = await written({
    'package.json': manifest(['express', 'passport', 'passport-auth0'], { start: 'node server.js' }),
    'server.js': `const { AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, AUTH0_CALLBACK_URL, AUTH0_BASE_URL } = process.env;
      app.get('/login', passport.authenticate('auth0', { scope: 'openid email profile' }));
      app.get('/callback', passport.authenticate('auth0', { failureRedirect: '/' }), home);
      app.get('/user', (req, res) => res.send(req.user.displayName));
      app.get('/logout', (req, res) => req.logout(() => res.redirect('https://' + AUTH0_DOMAIN + '/v2/logout')));
      app.listen(process.env.PORT);`,
  });
  expect(passport).toMatchObject({
    redirectPath: '/callback',
    verbs: ['signIn: GET /login', 'whoAmI: GET /user', 'signOut: GET /logout'],
    env: {
      AUTH0_DOMAIN: 'loginlab.us.auth0.com',
      AUTH0_CLIENT_ID: 'ID-auth0',
      AUTH0_CLIENT_SECRET: 'SECRET-auth0',
      AUTH0_CALLBACK_URL: 'URI-auth0',
      AUTH0_BASE_URL: 'http://127.0.0.1:{port}',
    },
  });
  const authJs = await written({
    'package.json': manifest(['next', 'next-auth'], { dev: 'next dev' }),
    'auth.ts': `import Auth0 from 'next-auth/providers/auth0';\nexport const { handlers } = NextAuth({ providers: [Auth0] });`,
  });
  expect(authJs).toMatchObject({
    redirectPath: '/api/auth/callback/auth0',
    env: { AUTH_AUTH0_ID: 'ID-auth0', AUTH_AUTH0_SECRET: 'SECRET-auth0', AUTH_AUTH0_ISSUER: 'ISSUER-auth0' },
  });
});

test('Flask, FastAPI and Django', async () => {
  const flask = await written({
    'requirements.txt': 'Flask>=2\nrequests_oauthlib\n',
    'web.py': `app = Flask(__name__)\nID = os.environ["GOOGLE_CLIENT_ID"]\nSECRET = os.getenv('GOOGLE_CLIENT_SECRET')
@app.route("/")\ndef index(): return session["email"]
@app.route("/login")\ndef login(): return redirect(google.authorization_url("https://accounts.google.com/o/oauth2/v2/auth"))
@app.route("/done")\ndef done(): google.fetch_token("https://oauth2.googleapis.com/token")
@app.route("/logout", methods=["POST"])\ndef logout(): session.clear()
if __name__ == "__main__": app.run(port=5000)`,
  });
  expect(flask).toMatchObject({
    command: 'python3 -m flask --app web run --port {port}',
    url: 'http://127.0.0.1:{port}',
    verbs: ['signIn: GET /login', 'whoAmI: GET /', 'signOut: POST /logout'],
    env: { GOOGLE_CLIENT_ID: 'ID-google', GOOGLE_CLIENT_SECRET: 'SECRET-google', OAUTHLIB_INSECURE_TRANSPORT: '1' },
  });
  expect(flask).not.toHaveProperty('env.OAUTHLIB_RELAX_TOKEN_SCOPE');
  const fastApi = await written({
    '.venv/bin/python': '',
    'src/main.py': `from authlib.integrations.starlette_client import OAuth\napi = FastAPI()\nrouter = APIRouter(prefix="/auth")
@router.get("/google")\nasync def login(request): return await oauth.google.authorize_redirect(request)
@router.get("/google/callback")\nasync def callback(request): await oauth.google.authorize_access_token(request)
@api.get("/me")\nasync def me(request): return request.session["user"]`,
  });
  expect(fastApi).toMatchObject({
    command: '.venv/bin/python -m uvicorn src.main:api --port {port}',
    redirectPath: '/auth/google/callback',
    verbs: ['signIn: GET /auth/google', 'whoAmI: GET /me'],
  });
  const django = await written({
    'manage.py': '',
    'shop/urls.py': `urlpatterns = [path("auth/", include("x")), path("login/google/", views.login), path("profile/", views.profile), path("<int:id>/", views.item)]`,
  });
  expect(django).toMatchObject({
    command: 'python3 manage.py runserver --noreload 127.0.0.1:{port}',
    verbs: ['signIn: GET /login/google/', 'whoAmI: GET /profile/'],
  });
});

test('a single-page app, and apps of other kinds', async () => {
  const spa = await written({
    'package.json': manifest(['vite', 'react'], { dev: 'vite' }),
    'src/main.tsx': 'const id = import.meta.env.VITE_GOOGLE_CLIENT_ID;',
  });
  expect(spa).toMatchObject({ kind: 'spa', env: { VITE_GOOGLE_CLIENT_ID: 'ID-google' } });
  expect((await written({ 'go.mod': 'module shop', 'main.go': 'http.ListenAndServe(":9000", nil)' })).url).toBe(
    'http://127.0.0.1:9000',
  );
  const empty = await written({});
  expect(empty.command).toMatch(/^echo "Set command/);
  expect(empty.text).toContain('// not found: please set');
});

const text = fc.string({ unit: fc.constantFrom(...'ab/{}$`\'"\\:<>*. _-'), maxLength: 12 });
const anyFolder = fc.record({
  name: text,
  main: text,
  start: fc.option(text, { nil: undefined }),
  packages: fc.subarray(['express', 'next', 'next-auth', 'vite', 'fastify', 'passport-facebook']),
  routes: fc.array(fc.tuple(fc.constantFrom('get', 'post', 'route', 'use'), text), { maxLength: 4 }),
  variables: fc.array(fc.constantFrom('GOOGLE_CLIENT_ID', 'FACEBOOK_APP_SECRET', 'BASE_URL', 'PORT', 'X', 'OIDC_ISSUER'), {
    maxLength: 4,
  }),
});

test('property: whatever the folder holds, the config that is written loads', async () => {
  await fc.assert(
    fc.asyncProperty(anyFolder, async ({ name, main, start, packages, routes, variables }) => {
      const dependencies = Object.fromEntries(packages.map((each) => [each, '*']));
      const lines = [
        ...routes.map(([method, path]) => `app.${method}('/google${path}', handler); // accounts.google.com/o/oauth2 logout`),
        ...variables.map((variable) => `process.env.${variable}`),
      ];
      const app = await written({
        'package.json': JSON.stringify({ name, main, dependencies, ...(start === undefined ? {} : { scripts: { start } }) }),
        'server.js': lines.join('\n'),
      });
      expect(app.verbs.length).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 40 },
  );
});

test('init writes what it found, and never over a config', async () => {
  const cwd = folderWith({ ...EXPRESS, 'tsconfig.json': '{}' });
  const { code, out } = await command(['init'], { cwd });
  expect({ code, out }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "out": "Wrote loginlab.config.mjs for Express:
      command      npm start  (scripts.start of package.json)
      url          http://127.0.0.1:{port}  (server.js:8)
      personas     google  (the sources)
      redirectPath /auth/google/callback  (routes/auth.js:2)
      env          SESSION_SECRET, GOOGLE_ID, GOOGLE_SECRET
      signIn       GET /auth/google  (routes/auth.js:1)
      whoAmI       GET /me  (server.js:6)
      useResource  POST /upload  (server.js:7)
      signOut      GET /auth/logout  (routes/auth.js:3)
    Check it with: loginlab doctor
    Drive the app: loginlab run
    ",
    }
  `);
  const file = path.join(cwd, 'loginlab.config.mjs');
  const before = readFileSync(file, 'utf8');
  const again = await command(['init'], { cwd });
  expect(again.code).toBe(2);
  expect(again.err).toContain('[loginlab] init: loginlab.config.mjs is there already, and nothing was written.');
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a second config in a folder above is told, with what each command then needs', async () => {
  const folder = folderWith({ 'loginlab.config.mjs': 'export default {};', 'shop/package.json': '{}' });
  const { code, out } = await command(['init'], { cwd: path.join(folder, 'shop') });
  expect(code, out).toBe(0);
  const above = path.join(folder, 'loginlab.config.mjs');
  expect(out).toContain(`A second config is in a folder above: ${above}. Add to each command: --config loginlab.config.ts`);
});
