import {
  API_VALUES,
  apiSchema,
  appSchema,
  CONNECTS,
  configSchema,
  expectationSchema,
  httpVerbSchema,
  PERSONA_VALUES,
  PLACEHOLDERS,
  SMTP_VALUES,
  verbsSchema,
} from '../../scenarios/model/index.ts';
import { CONFIG_NAMES } from '../config/index.ts';
import { CONFIG_SCHEMA_FILE } from './config-schema.ts';
import { fieldTable, meaningTable } from './field-table.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/config.md`: every field of a config, from its schema. */
export const configPage = (): string => [GENERATED, ...SECTIONS].join('\n');

const table = (head: readonly [string, string], rows: Readonly<Record<string, string>>, name = code): string =>
  markdownTable(
    head,
    Object.entries(rows).map(([key, text]) => [name(key), text]),
  );

const SECTIONS: readonly string[] = [
  `# Config

A config tells \`loginlab run\` how to start your app, and what a person can do in it. \`loginlab init\` writes one for the app in
your folder, with its guesses marked as such. The app itself is not changed.

\`\`\`ts
import { defineConfig } from 'loginlab';

export default defineConfig({
  apps: [{
    id: 'shop',
    command: 'node server.js',
    url: 'http://127.0.0.1:{port}',
    personas: ['google'],
    env: ({ google }) => ({ GOOGLE_CLIENT_ID: google.clientId, GOOGLE_CLIENT_SECRET: google.clientSecret }),
    verbs: {
      signIn: { http: '/auth/google' },
      whoAmI: { http: '/me' },
      signOut: { http: { method: 'POST', path: '/logout' } },
    },
  }],
});
\`\`\`

## The file

\`--config FILE\` names it. Otherwise it is the nearest of ${CONFIG_NAMES.map(code).join(', ')}, from your
working directory up to the root of your project (\`package.json\` or \`.git\`). Two of them in one folder are an error, and
so is a second one in a folder above, up to the root of the repository: name the one that is meant. Without any, the bundled apps run.

TypeScript needs no build step, and \`import … from 'loginlab'\` works without installing it. A config must load within 20 s and must not
call \`process.exit\`. Every mistake in it is listed at once, with exit code 2.

An app is ended with all that it started. On Linux that includes daemons and sessions of their own; on other systems it is the process group of the command.

**JSON** has no functions: there \`env\` is an object of texts, in which \`{google.clientId}\` stands for the value.

\`\`\`json
{
  "$schema": "./node_modules/loginlab/docs/schema/${CONFIG_SCHEMA_FILE}",
  "apps": [{
    "id": "shop", "command": "python3 app.py", "url": "http://127.0.0.1:{port}", "personas": ["google"],
    "env": { "GOOGLE_CLIENT_ID": "{google.clientId}", "GOOGLE_CLIENT_SECRET": "{google.clientSecret}" },
    "verbs": { "signIn": { "http": "/login" }, "whoAmI": { "http": "/me" } }
  }]
}
\`\`\`

The schema is [${CONFIG_SCHEMA_FILE}](schema/${CONFIG_SCHEMA_FILE}).
`,
  fieldTable(configSchema),
  `
## An app

The app gets your environment (without \`NODE_ENV\` and the variables of npm), \`PORT\`, what \`env\` returns, and the variables of \`connect\`.
`,
  fieldTable(appSchema),
  `
## \`connect\`

How the app's own calls reach the lab. The person's browser always reaches it, at its local and at the vendors' addresses.
`,
  table(['value', 'the app reaches the lab'], CONNECTS),
  `
With \`any\`, \`preload\` and \`proxy\`, hosts of a vendor that the lab does not serve are refused; other hosts are reached on the internet,
as under \`exec\`. What each language needs stands in [Connecting a client](connecting.md). With \`any\`, the first token request of
the app decides which issuer its tokens name: the lab's address, or the vendor's own.

## \`env\`

A function from the personas, \`apis\` and \`smtp\` to environment variables, or in JSON an object of texts. For each persona of the app it gets:
`,
  table(['value', 'meaning'], PERSONA_VALUES),
  `
and for each API of the app, in TypeScript as \`apis.orders\`, in JSON as \`{orders.address}\`:
`,
  table(['value', 'meaning'], API_VALUES),
  `
and of an SMTP server, as \`smtp.url\` (in JSON \`{smtp.url}\`). Mails that the app sends there are found by \`readMail: { mailbox: true }\`:
`,
  table(['value', 'meaning'], SMTP_VALUES),
  `
Every value must be a text; an undefined one is an error. The function is called once with sample values when the config is read.

## \`apis\`

The APIs of your own that the app calls. The lab stands in front of each: the app calls it at the address that \`env\` gets, and the lab passes
the call on. Each call is in the wire log as \`api:own\`, faults can be injected there, and scenarios judge it like a call of a vendor's API.

\`\`\`ts
apis: [{ as: 'orders', url: 'http://127.0.0.1:{port2}', command: 'node api.js', audience: 'https://orders.example/' }],
env: ({ auth0, apis }) => ({ ISSUER: auth0.issuer, CLIENT_ID: auth0.clientId, API: apis.orders.address, AUDIENCE: apis.orders.audience }),
\`\`\`
`,
  fieldTable(apiSchema),
  `
An access token that the lab knows to be over, such as one of an aged world, is refused with 401 in front of the API: a JWT says nothing of that.
An API without an answer is named in the result, and the app is not judged by it.

## \`instances\`

With \`instances: 2\` two processes of the app answer behind one address, each at its own \`{port}\`. What they must share belongs into a file or a
database below \`{store}\`. A session that one process keeps in memory is unknown to the other, as in production.

## \`verbs\`

What a person can do in the app. Each is bound to an HTTP request: a path for a GET, or an object.
`,
  meaningTable('verb', verbsSchema),
  `
An object under \`http\`:
`,
  fieldTable(httpVerbSchema),
  `
## Placeholders

Names in braces, in the fields that know them. An unknown one is an error; \`{{name}}\` stands for the text \`{name}\`.
`,
  markdownTable(
    ['placeholder', 'meaning', 'in'],
    Object.entries(PLACEHOLDERS).map(([name, { meaning, where }]) => [code(`{${name}}`), meaning, where]),
  ),
  `
## \`expected.json\`

The list of known deviations. A run is red for what is new, and for an entry that was judged and no longer matches.
\`run --update-expected\` writes it; \`run --expected none\` ignores it.

\`\`\`json
[
  {
    "scenario": "login/state-mismatch-rejected", "app": "shop", "persona": "google", "verdict": "fail",
    "reason": "The callback ignores state; fixed in the next release.", "until": "2027-03-01"
  },
  {
    "scenario": "*", "check": "token-in-query", "app": "shop", "persona": "google", "verdict": "fail",
    "reason": "The old front end passes the token in the query."
  }
]
\`\`\`
`,
  fieldTable(expectationSchema),
  '',
];
