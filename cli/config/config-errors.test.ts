import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoginLabError } from '../../provider/model/index.ts';
import { folderWith } from '../test-folder.ts';
import { loadConfig } from './load.ts';

const APP = {
  id: 'shop',
  command: 'node server.mjs',
  url: 'http://127.0.0.1:{port}',
  personas: ['google'],
  env: { ID: '{google.clientId}' },
  verbs: { signIn: { http: '/login' } },
};

const errorOf = async (text: string, name = 'loginlab.config.mjs', limitMs?: number): Promise<LoginLabError> => {
  const folder = folderWith({ [name]: text });
  const error: unknown = await loadConfig(`${folder}/${name}`, limitMs).catch((reason: unknown) => reason);
  if (!(error instanceof LoginLabError)) throw new Error('it loaded', { cause: error });
  expect(error.code).toBe('config');
  return Object.assign(error, { message: error.message.replaceAll(folder, 'FOLDER') });
};

const complaint = async (...args: Parameters<typeof errorOf>): Promise<string> => (await errorOf(...args)).message;
const ofApp = (app: object): Promise<string> => complaint(JSON.stringify({ apps: [{ ...APP, ...app }] }), 'loginlab.config.json');
/** An app whose `env` is this function. */
const ofEnv = (env: string, limitMs?: number): Promise<string> =>
  complaint(`export default { apps: [{ ...${JSON.stringify(APP)}, env: ${env} }] };`, 'loginlab.config.mjs', limitMs);

test('every field that is wrong is named, in the order of the apps', async () => {
  const wrong = {
    ...APP,
    comand: 'node',
    command: undefined,
    url: 'http://127.0.0.1:{prot}',
    cwd: 'no-such-folder',
    personas: ['gogle'],
    env: { ID: '{google.clientID}', HERE: 'http://127.0.0.1:{Port}' },
    verbs: {
      signIn: { http: '/login/{prsona}' },
      whoami: { http: '/me' },
      store: { http: { path: '/s', form: { a: '{canari}', b: '{nam}' } } },
    },
  };
  const text = JSON.stringify({ apps: [{ ...APP, url: 'localhost:3000' }, wrong] });
  const error = await errorOf(text, 'loginlab.config.json');
  expect(error.field).toBe('apps[0].url');
  expect(error.message).toMatchInlineSnapshot(`
    "FOLDER/loginlab.config.json: 12 fields are wrong.
      apps[0].url: expected http:// before the host: http://localhost:3000, found "localhost:3000".
      apps[1].verbs.whoami: unknown field. The nearest known one is "whoAmI".
      apps[1].comand: unknown field. The nearest known one is "command".
      apps[1].url: "{prot}" is no known placeholder. The nearest known one is "{port}". For the text itself write {{prot}}.
      apps[1].verbs.signIn.http: "{prsona}" is no known placeholder. The nearest known one is "{persona}". For the text itself write {{prsona}}.
      apps[1].verbs.store.http.form.a: "{canari}" is no known placeholder. The nearest known one is "{canary}". For the text itself write {{canari}}.
      apps[1].verbs.store.http.form.b: "{nam}" is no known placeholder. The nearest known one is "{name}". For the text itself write {{nam}}.
      apps[1].id: expected a unique id, found "shop", which apps[0] already has.
      apps[1].personas[0]: Unknown persona "gogle". The nearest known one is "google".
      apps[1].cwd: there is no folder FOLDER/no-such-folder. It is relative to the folder of the config.
      apps[1].env.ID of "shop": "{google.clientID}" is no known placeholder. The nearest known one is "{google.clientId}". For the text itself write {{google.clientID}}.
      apps[1].env.HERE of "shop": "{Port}" is no known placeholder. The nearest known one is "{port}". For the text itself write {{Port}}."
  `);
});

test('a wrong address says what is right', async () => {
  const said = async (url: string) => (await ofApp({ url })).replace('FOLDER/loginlab.config.json: apps[0].url: ', '');
  expect(await said('localhost:3000')).toMatchInlineSnapshot(
    `"expected http:// before the host: http://localhost:3000, found "localhost:3000"."`,
  );
  expect(await said('127.0.0.1')).toMatchInlineSnapshot(
    `"expected the address of the app, such as http://127.0.0.1:{port}, found "127.0.0.1"."`,
  );
  expect(await said('ftp://127.0.0.1')).toMatchInlineSnapshot(
    `"expected the address of the app, such as http://127.0.0.1:{port}, found "ftp://127.0.0.1"."`,
  );
  expect(await said('http://127.0.0.1:{port}/app')).toMatchInlineSnapshot(
    `"expected the address of the app, such as http://127.0.0.1:{port}, without a path: it belongs into ready and the verbs, found "http://127.0.0.1:{port}/app"."`,
  );
});

test('a folder that is not there is named with its path', async () => {
  expect(await ofApp({ cwd: '../shop' })).toContain('apps[0].cwd: there is no folder ');
  expect(await ofApp({ cwd: 'loginlab.config.json' })).toContain('loginlab.config.json is a file. It is relative to');
});

test('`env` may ask for a provider that the app does not offer, and do without', async () => {
  const env = '(all) => ({ A: all.google.clientId, B: all.facebook?.clientId ?? "" })';
  const text = `export default { apps: [{ ...${JSON.stringify(APP)}, env: ${env} }] };`;
  const folder = folderWith({ 'loginlab.config.mjs': text });
  expect((await loadConfig(`${folder}/loginlab.config.mjs`)).config.apps).toHaveLength(1);
});

test('what `env` leaves undefined is named, with what it wanted to read', async () => {
  expect(await ofEnv('({ google }) => ({ A: google.clientID, B: google.clientId, C: undefined })')).toMatchInlineSnapshot(`
    "FOLDER/loginlab.config.mjs: 2 fields are wrong.
      apps[0].env.A of "shop": expected a text, found undefined. It reads google.clientID, which does not exist: google has issuer, clientId, clientSecret, redirectUri, apiBase.
      apps[0].env.C of "shop": expected a text, found undefined. It reads google.clientID, which does not exist: google has issuer, clientId, clientSecret, redirectUri, apiBase."
  `);
  expect(await ofEnv('({ gogle }) => ({ A: gogle.clientId })')).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": it failed: Cannot read properties of undefined (reading 'clientId'). It reads "gogle", which is not in personas. The nearest known one is "google"."`,
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: text of a config
  expect(await ofEnv('({ google }) => ({ A: `Basic ${google.secret}` })')).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": It reads google.secret, which does not exist: google has issuer, clientId, clientSecret, redirectUri, apiBase."`,
  );
  expect(await ofEnv('async ({ google }) => ({ A: google.clientId })')).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": expected an object of texts from the function, found a promise. It must not be async."`,
  );
  expect(await ofEnv("() => ({ A: null, B: ['x'], C: '{prot}' })")).toMatchInlineSnapshot(`
    "FOLDER/loginlab.config.mjs: 3 fields are wrong.
      apps[0].env.A of "shop": expected a text, found null.
      apps[0].env.B of "shop": expected a text, found a list.
      apps[0].env.C of "shop": "{prot}" is no known placeholder. The nearest known one is "{port}". For the text itself write {{prot}}."
  `);
});

test('an `env` that fails, ends the program or does not return is named', async () => {
  expect(await ofEnv("() => { throw new Error('no DATABASE_URL'); }")).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": it failed: no DATABASE_URL."`,
  );
  expect(await ofEnv('() => process.exit(4)')).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": it called process.exit(4). Throw an error that says what is missing instead."`,
  );
  expect(await ofEnv('() => { for (;;); }', 200)).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: apps[0].env of "shop": it did not return within 0.2 s."`,
  );
});

test('a config that ends the program while it loads, or never finishes, is named', async () => {
  const { exit } = process;
  expect(await complaint('process.exit(3);')).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.mjs: it called process.exit(3) while it was loaded. Throw an error that says what is missing, or leave it out."`,
  );
  expect(await complaint('try { process.exit(); } catch {} export default {};')).toContain('it called process.exit(0)');
  expect(await complaint('await new Promise(() => {}); export default {};', 'loginlab.config.ts', 200)).toMatchInlineSnapshot(
    `"FOLDER/loginlab.config.ts: it did not finish loading within 0.2 s. A config is data: start servers, and wait for anything, in command."`,
  );
  for (const text of ['for (;;);', 'await 1; for (;;);', 'await 1; try { for (;;); } finally { for (;;); }'])
    for (const name of ['loginlab.config.ts', 'loginlab.config.mjs'])
      expect(await complaint(text, name, 200)).toContain('it did not finish loading within 0.2 s');
  expect(await complaint('Promise.resolve().then(() => { for (;;); }); await 1;', 'loginlab.config.ts', 200)).toContain(
    'within 0.2 s',
  );
  expect(await complaint('for (;;);', 'loginlab.config.cjs', 200)).toContain('it did not finish loading within 0.2 s');
  expect(process.exit).toBe(exit);
});

test('CommonJS is read', async () => {
  const body = `defineConfig({ apps: [{ ...${JSON.stringify(APP)}, env: () => ({}) }] })`;
  for (const [name, text] of [
    ['loginlab.config.cjs', `const { defineConfig } = require('loginlab'); module.exports = ${body};`],
    ['loginlab.config.cts', `import { defineConfig } from 'loginlab'; export default ${body};`],
    ['other.cjs', `const { defineConfig } = require('loginlab'); exports.default = ${body};`],
  ] as const) {
    const { config } = await loadConfig(`${folderWith({ [name]: text })}/${name}`);
    expect(config.apps.map(({ id }) => id)).toEqual(['shop']);
  }
});

test('a config of another kind, or a folder, is refused with what can be read', async () => {
  expect(await complaint('apps: []', 'loginlab.config.yaml')).toMatchInlineSnapshot(
    `"--config: "FOLDER/loginlab.config.yaml" cannot be read. Expected a config in .ts, .mts, .cts, .js, .mjs, .cjs, .json."`,
  );
  await expect(loadConfig(folderWith())).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('is a folder'),
  });
});

test('a config in JSON may name its schema', async () => {
  const folder = folderWith({ 'loginlab.config.json': JSON.stringify({ $schema: './config.schema.json', apps: [APP] }) });
  expect((await loadConfig(`${folder}/loginlab.config.json`)).config.apps).toHaveLength(1);
});

const word = fc.stringMatching(/^[a-z]\w{0,8}$/);

test('property: a name in braces that is not known is refused wherever it stands, and nothing else is', async () => {
  const places = [
    (text: string) => ({ command: `run ${text}` }),
    (text: string) => ({ ready: `/${text}` }),
    (text: string) => ({ env: { A: text } }),
    (text: string) => ({ verbs: { signIn: { http: `/${text}` } } }),
    (text: string) => ({ verbs: { whoAmI: { http: { path: '/', form: { a: text } } } } }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), word, async (place, name) => {
      fc.pre(!/^(port[23]?|store|persona|canary|email|name|password)$/i.test(name));
      expect(await ofApp(place(`{${name}}`))).toContain(`"{${name}}" is no known placeholder.`);
      for (const text of [`{{${name}}}`, `\${${name}}`, `{ ${name} }`, name]) {
        const config = JSON.stringify({ apps: [{ ...APP, ...place(text) }] });
        const folder = folderWith({ 'loginlab.config.json': config });
        expect((await loadConfig(`${folder}/loginlab.config.json`)).config.apps).toHaveLength(1);
      }
    }),
    { numRuns: 25 },
  );
});
