import path from 'node:path';
import { expect, test } from 'vitest';
import { LoginLabError } from '../../provider/model/index.ts';
import { folderWith } from '../test-folder.ts';
import { loadConfig } from './load.ts';

const APP = `{ id: 'shop', command: 'node server.mjs', url: 'http://127.0.0.1:{port}', personas: ['google'],
  env: ({ google }) => ({ ID: google.clientId }), verbs: { signIn: { http: '/login' } } }`;

const load = (name: string, text: string) => loadConfig(path.join(folderWith({ [name]: text }), name));

const complaint = async (
  name: string,
  text: string,
): Promise<{ readonly field: string | undefined; readonly message: string }> => {
  const error: unknown = await load(name, text).then(
    () => new Error('it loaded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LoginLabError)) throw error;
  expect(error.code).toBe('config');
  return { field: error.field, message: error.message.replace(/^\S*loginlab\.config/, 'loginlab.config') };
};

test.each(['loginlab.config.ts', 'loginlab.config.mts', 'loginlab.config.js', 'loginlab.config.mjs'])(
  '%s may import defineConfig from loginlab, wherever it lies',
  async (name) => {
    const { config, bundled } = await load(
      name,
      `import { defineConfig } from 'loginlab';\nexport default defineConfig({ apps: [${APP}] });`,
    );
    expect(bundled).toBe(false);
    expect(config.apps[0]).toMatchObject({
      id: 'shop',
      kind: 'web',
      ready: '/',
      verbs: { signIn: { http: { method: 'GET', path: '/login' } } },
    });
  },
);

test('a config in TypeScript may use types, files beside it, and packages of its own folder', async () => {
  const folder = folderWith({
    'loginlab.config.ts': `import type { AppInput } from 'loginlab';\nimport { port } from './settings.ts';\nimport { name } from 'own-package';
      const app: AppInput = { id: name, command: 'x', url: \`http://127.0.0.1:\${port}\`, personas: ['google'], env: () => ({}), verbs: {} };
      export default { apps: [app] };`,
    'settings.ts': 'export const port: number = 3000;',
    'node_modules/own-package/package.json': '{ "name": "own-package", "type": "module", "main": "index.js" }',
    'node_modules/own-package/index.js': "export const name = 'from-a-package';",
  });
  const { config } = await loadConfig(path.join(folder, 'loginlab.config.ts'));
  expect(config.apps[0]).toMatchObject({ id: 'from-a-package', url: 'http://127.0.0.1:3000' });
});

test('a config in JSON names values in braces', async () => {
  const app = {
    id: 'shop',
    command: 'x',
    url: 'http://127.0.0.1:3000',
    personas: ['google'],
    env: { ID: 'app {google.clientId}' },
    verbs: {},
  };
  const { config } = await load('loginlab.config.json', JSON.stringify({ apps: [app] }));
  const google = { issuer: 'i', clientId: 'the-id', clientSecret: 's', redirectUri: 'r', apiBase: 'a' };
  expect(
    config.apps[0]?.env({
      google,
      facebook: google,
      auth0: google,
      'first-party': google,
      apis: {},
      smtp: { host: '', port: '', url: '' },
    }),
  ).toEqual({
    ID: 'app the-id',
  });
});

test('an unknown value in braces is named, with the nearest known one', async () => {
  const app = {
    id: 'shop',
    command: 'x',
    url: 'http://127.0.0.1:3000',
    personas: ['google'],
    env: { ID: '{google.clientID}' },
    verbs: {},
  };
  expect(await complaint('loginlab.config.json', JSON.stringify({ apps: [app] }))).toMatchInlineSnapshot(`
    {
      "field": "apps[0].env.ID",
      "message": "loginlab.config.json: apps[0].env.ID of "shop": "{google.clientID}" is no known placeholder. The nearest known one is "{google.clientId}". For the text itself write {{google.clientID}}.",
    }
  `);
});

test('a syntax error names the file and the place', async () => {
  const { message } = await complaint('loginlab.config.ts', 'export default {\n  apps: [}\n};');
  expect(message).toMatch(/^loginlab\.config\.ts: it does not load\.\n {2}\S/);
  expect(message).toContain('2:');
});

test('JSON that does not parse names the file and the place', async () => {
  expect((await complaint('loginlab.config.json', '{ "apps": ')).message).toMatch(
    /^loginlab\.config\.json: it is not JSON\.\n {2}SyntaxError: /,
  );
});

test('an error thrown by the config is passed on in its own words', async () => {
  expect((await complaint('loginlab.config.mjs', "throw new Error('no DATABASE_URL here');")).message).toContain(
    'Error: no DATABASE_URL here',
  );
});

test('without a default export it says what was exported instead', async () => {
  expect(await complaint('loginlab.config.ts', 'export const config = {};')).toMatchInlineSnapshot(`
    {
      "field": undefined,
      "message": "loginlab.config.ts: expected a default export (export default defineConfig({ … })), found only config.",
    }
  `);
});

test('a misspelt field is named with its path and the nearest known one', async () => {
  expect(
    await complaint('loginlab.config.mjs', `export default { apps: [${APP.replace('signIn', 'signin')}] };`),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].verbs.signin",
      "message": "loginlab.config.mjs: apps[0].verbs.signin: unknown field. The nearest known one is "signIn".",
    }
  `);
});

test('a value of the wrong kind is named with what was expected and what was found', async () => {
  const text = `export default { apps: [${APP.replace("http: '/login'", "http: '/login', form: 1")}] };`;
  expect(await complaint('loginlab.config.mjs', text)).toMatchInlineSnapshot(`
    {
      "field": "apps[0].verbs.signIn.form",
      "message": "loginlab.config.mjs: apps[0].verbs.signIn.form: unknown field. The nearest known one is "http".",
    }
  `);
  expect(
    await complaint('loginlab.config.mjs', `export default { apps: [${APP.replace("'/login'", "'login'")}] };`),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].verbs.signIn.http",
      "message": "loginlab.config.mjs: apps[0].verbs.signIn.http: expected a path that starts with "/", found "login".",
    }
  `);
  expect(
    await complaint(
      'loginlab.config.mjs',
      `export default { apps: [${APP.replace("'/login'", "{ path: '/login', method: 'FETCH' }")}] };`,
    ),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].verbs.signIn.http.method",
      "message": "loginlab.config.mjs: apps[0].verbs.signIn.http.method: expected one of GET, POST, PUT, PATCH, DELETE, found "FETCH".",
    }
  `);
  expect(
    await complaint('loginlab.config.mjs', `export default { apps: [${APP.replace("['google']", '[]')}] };`),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].personas",
      "message": "loginlab.config.mjs: apps[0].personas: expected at least 1 entry, found [].",
    }
  `);
  expect(
    await complaint('loginlab.config.mjs', `export default { apps: [${APP.replace("'shop'", "'my shop'")}] };`),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].id",
      "message": "loginlab.config.mjs: apps[0].id: expected letters, digits, dot, dash, underscore, found "my shop".",
    }
  `);
  expect(
    await complaint('loginlab.config.mjs', `export default { apps: [${APP.replace(/env: [^\n]*\),/, '')}] };`),
  ).toMatchInlineSnapshot(`
    {
      "field": "apps[0].env",
      "message": "loginlab.config.mjs: apps[0].env: expected a function from the personas to environment variables, found nothing.",
    }
  `);
  expect(await complaint('loginlab.config.mjs', 'export default [];')).toMatchInlineSnapshot(`
    {
      "field": "the default export",
      "message": "loginlab.config.mjs: the default export: expected an object, found [].",
    }
  `);
  expect(await complaint('loginlab.config.mjs', `export default { apps: [${APP}, ${APP}] };`)).toMatchInlineSnapshot(`
    {
      "field": "apps[1].id",
      "message": "loginlab.config.mjs: apps[1].id: expected a unique id, found "shop", which apps[0] already has.",
    }
  `);
});
