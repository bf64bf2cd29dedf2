import { z } from 'zod';
import { apiSchema } from './api.ts';
import { appUrl } from './app-url.ts';
import type { EnvValues } from './persona-env.ts';
import { APP_PLACEHOLDERS, namesFreePort, type Placeholder, textWith } from './placeholders.ts';
import { storageSchema } from './storage.ts';

const path = (known: readonly Placeholder[] = []) => textWith(known, z.string().startsWith('/'));

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What the person knows is filled in everywhere. */
const OF_PERSON = ['persona', 'canary', 'email', 'name', 'password'] as const satisfies readonly Placeholder[];

/** A request of a person. */
export interface HttpVerb {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly form: Readonly<Record<string, string>> | undefined;
  readonly press?: boolean | undefined;
  /** Done in the page that the tab shows, without loading it: a press of a button with this text; none to look only. */
  readonly inPage?: { readonly press: string | undefined } | undefined;
}

const requestWith = (known: readonly Placeholder[], knownInPath: readonly Placeholder[]) =>
  z.strictObject({
    method: z.enum(METHODS).default('GET').describe('method of the request'),
    path: path(knownInPath).describe('path of the app, with its query'),
    form: z.record(z.string(), textWith(known)).optional().describe('form fields: in the query of a GET, else in the body'),
    press: z
      .boolean()
      .optional()
      .describe(
        'the person presses the button of the form on that page (hidden fields, such as a CSRF token, are sent); of several forms, that of the persona',
      ),
  });

/** A request of a person, as an object. */
export const httpVerbSchema = requestWith(OF_PERSON, OF_PERSON);

const httpVerb = (known: readonly Placeholder[], knownInPath: readonly Placeholder[]) =>
  z.union([
    path(knownInPath).transform((path): HttpVerb => ({ method: 'GET', path, form: undefined })),
    requestWith(known, knownInPath).transform((verb): HttpVerb => ({ ...verb, form: verb.form })),
  ]);

const pageVerb = (known: readonly Placeholder[], knownInPath: readonly Placeholder[]) =>
  z
    .strictObject({
      path: path(knownInPath)
        .default('/')
        .describe('page of the app; opened unless the tab shows a page of the app that has the button and the fields'),
      press: z.string().min(1).optional().describe('text of the button that the person presses; default: they look at the page'),
      form: z
        .record(z.string(), textWith(known))
        .optional()
        .describe('input and textarea fields that are filled in before, by name'),
    })
    .transform(({ path, form, press }): HttpVerb => ({ method: 'GET', path, form, inPage: { press } }));

const verb = (known: readonly Placeholder[] = OF_PERSON, knownInPath: readonly Placeholder[] = known) =>
  z.union([
    z.strictObject({ http: httpVerb(known, knownInPath) }),
    z
      .strictObject({
        page: pageVerb(known, knownInPath).describe('an action in a page whose scripts go on: needs a real browser'),
      })
      .transform(({ page }): { readonly http: HttpVerb } => ({ http: page })),
  ]);

/** What an app can do; nearly all of it bound to an HTTP request or a button. `{persona}` in a path becomes the persona's id. */
export const verbsSchema = z.strictObject({
  signIn: verb()
    .optional()
    .describe(
      'starts a login: a GET that ends on the persona; with `press`, one that shows the page with the button. With a persona that has no sign-in page of its own (`first-party`): the request of your sign-in form, with {email} and {password} in form fields',
    ),
  whoAmI: verb().optional().describe("a page that shows the signed-in person's name or e-mail"),
  useResource: verb().optional().describe("something that makes the app call the persona's API for the person"),
  useRestricted: verb()
    .optional()
    .describe(
      'something for which the API wants a confirmed e-mail address, and answers 403 before (`first-party`: `/friends/invitations`)',
    ),
  signOut: verb().optional().describe("ends the person's session at the app"),
  register: verb()
    .optional()
    .describe("makes an account of the app's own: {email}, {password} and {name} in form fields become the person's"),
  readMail: z
    .union([
      verb(),
      z.strictObject({
        mailbox: z.literal(true).describe('the app sends its e-mails to the SMTP server of `env`, into the mailbox of the world'),
      }),
    ])
    .optional()
    .describe(
      'shows the last e-mail that the app sent to {email}; the person opens the link of the app in it, to confirm the account. Mails to the SMTP server of `env` are found without such a page: `{ mailbox: true }`',
    ),
  resendMail: verb().optional().describe('asks for another e-mail that confirms the account: {email} in a form field'),
  signInWithPassword: verb()
    .optional()
    .describe("signs in to the app's own account: {email} and {password} in form fields; “remember me” is not ticked"),
  rememberMe: verb()
    .optional()
    .describe('the same with “remember me” ticked: the session outlives the browser, and lasts longer than one without'),
  signOutEverywhere: verb().optional().describe("ends the person's sessions on all their devices, this one included"),
  setPresence: verb([...OF_PERSON, 'presence'])
    .optional()
    .describe(
      'shows others that the person is there: {presence} in a form field becomes 0 (offline), 1 (available) or 2 (busy), beside {email} and {password}, which coming online needs',
    ),
  store: verb().optional().describe('stores a text, {canary} in a form field, in the account that the browser is signed in to'),
  recall: verb().optional().describe('a page that shows the stored texts of that account'),
  seesAddress: verb(['address', 'status'], [])
    .optional()
    .describe(
      'reports a navigation of the web view to the app: {address} with its fragment, and {status}, in form fields; on 204 the window stays where it is',
    ),
  acceptsToken: verb([...OF_PERSON, 'token', 'user'])
    .optional()
    .describe(
      'sends an access token of the persona to the server, as a front end would: {token} in a form field, {user} for the user id that it claims',
    ),
  initiateLogin: verb([], [])
    .optional()
    .describe(
      'starts a login that another site asks for (`initiate_login_uri`); the scenarios add the parameters `iss`, `login_hint` and `target_link_uri`',
    ),
  restart: z
    .literal(true)
    .optional()
    .describe(
      'the app may be ended at once and started again with the same port and {store}, and then goes on; nothing is bound to it',
    ),
  behindProxy: z
    .literal(true)
    .optional()
    .describe(
      'the app may run behind a proxy that ends TLS: it takes its public address from `redirectUri` or from what the proxy says (X-Forwarded-Proto, X-Forwarded-Host); nothing is bound to it',
    ),
  storage: storageSchema
    .optional()
    .describe('what the client keeps: a file of the app (`file`), the storage of its page (`browser`), or both'),
});

/** Apps whose people need a real browser: their pages work by scripts. */
export const needsRealBrowser = ({ kind, verbs }: Pick<App, 'kind' | 'verbs'>): boolean =>
  kind === 'spa' || (Object.keys(verbs) as VerbName[]).some((name) => requestOf(verbs, name)?.inPage !== undefined);

/** How an app reaches the lab, and what it means. */
export const CONNECTS = {
  any: "in every way at once, for any language: by the addresses in its environment, and by the vendors' own (in-process for Node programs, by proxy for others)",
  url: "by the addresses in its environment only; calls to the vendors' own addresses leave this machine",
  preload: "a Node program that calls the vendors' own addresses, intercepted in-process",
  proxy: "a program of any language that calls the vendors' own addresses: proxy and certificates in its environment",
} as const satisfies Record<string, string>;
type Connect = keyof typeof CONNECTS;

/** Ways in which an app sees the vendors' own addresses, and nothing of the lab's. */
export const seesVendors = (connect: Connect): boolean => connect === 'preload' || connect === 'proxy';

export const appSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dot, dash, underscore')
      .describe('name of the app in `--app` and in reports; unique'),
    kind: z
      .enum(['web', 'spa', 'cli', 'api'])
      .default('web')
      .describe('what the app is: a web site, a single-page app, a program on a device, a server that accepts tokens'),
    command: textWith(APP_PLACEHOLDERS, z.string().min(1)).describe('starts the app, in a shell'),
    cwd: textWith([]).optional().describe('folder to start it in, relative to the config; default: the folder of the config'),
    url: appUrl.describe(
      'address of the app. With {port} several instances run side by side; an app at a fixed port runs its scenarios in turn. Prefer 127.0.0.1 to localhost: the lab is localhost, and cookies ignore ports',
    ),
    ready: path().default('/').describe('path that answers with a status below 500 when the app is ready'),
    readyWithinSeconds: z.number().positive().max(600).default(30).describe('longest wait for that answer'),
    redirectPath: path(['persona']).optional().describe('exact path of the redirect URI; left out: any path of the app'),
    redirectUri: textWith(['port', 'port2', 'port3', 'persona'], z.string().startsWith('http://'))
      .optional()
      .describe(
        'exact redirect URI on loopback that is no address of the app, such as http://127.0.0.1:{port2}/callback of a native app, which listens there during a login only',
      ),
    instances: z
      .number()
      .int()
      .min(1)
      .max(8)
      .default(1)
      .describe(
        'copies of the app behind one address, which pass requests around in turn, as in production. They share {store}, and each has its own {port}',
      ),
    apis: z
      .array(apiSchema)
      .default([])
      .describe('your own APIs that the app calls: the lab stands in front, records each call, and can refuse it'),
    personas: z
      .array(z.string())
      .min(1)
      .describe(
        'providers that the app offers; of several, {persona} in a verb is the one in use (`/auth/{persona}`), and the app is registered with each; all of them: `loginlab list personas`',
      ),
    suite: z
      .string()
      .optional()
      .describe('the scenarios the app runs by default; default: ci; all of them: `loginlab list suites`'),
    connect: z
      .enum(Object.keys(CONNECTS) as [Connect, ...Connect[]])
      .default('any')
      .describe('how the app reaches the lab'),
    clientKind: z
      .enum(['web', 'desktop', 'mobile', 'spa'])
      .optional()
      .describe('kind of the client registration; default: web, or spa and desktop by kind'),
    registration: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .optional()
      .describe(
        'settings of the client registration besides those of every client, by persona, such as logout URLs or APIs; {port} is filled in',
      ),
    env: z
      .custom<(values: EnvValues) => Record<string, string>>(
        (value) => typeof value === 'function',
        'expected a function from the personas to environment variables',
      )
      .describe(
        "the app's environment, from the personas' addresses and credentials, and the addresses of its APIs (`apis`); {port}, {port2}, {port3} and {store} are filled in",
      ),
    verbs: verbsSchema.describe('what a person can do in the app; scenarios that need a missing verb are skipped'),
    library: z.string().optional().describe('client library, for reports'),
    version: z.string().optional().describe('its version'),
  })
  .superRefine(({ connect, kind }, context) => {
    if (connect !== 'preload' || kind !== 'spa') return;
    const message =
      'expected "url" for an app of kind "spa", which calls its provider from the browser and not from a Node program';
    context.addIssue({ code: 'custom', path: ['connect'], message, input: connect });
  })
  .superRefine(({ instances, url, apis, personas }, context) => {
    const complain = (path: (string | number)[], message: string, input: unknown) =>
      context.addIssue({ code: 'custom', path, message, input });
    for (const [i, { as }] of apis.entries()) {
      if (apis.findIndex((other) => other.as === as) !== i)
        complain(['apis', i, 'as'], 'expected another name than the APIs before', as);
      if (as === 'smtp') complain(['apis', i, 'as'], 'expected another name than that of the SMTP server', as);
      if (personas.includes(as)) complain(['apis', i, 'as'], 'expected another name than that of a persona', as);
    }
    if (instances === 1) return;
    if (!url.includes('{port}'))
      complain(['url'], 'expected {port} in the address: with instances above 1 each copy gets a port of its own', url);
    const shared = apis.findIndex(({ url: address, command }) => command === undefined && namesFreePort(address));
    if (shared < 0) return;
    complain(
      ['apis', shared, 'command'],
      'expected the command of the API: with instances above 1 each copy of the app would start it on the same port',
      undefined,
    );
  });

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('JSON Schema of a config in JSON, for editors'),
  apps: z.array(appSchema).min(1).describe('the apps to run'),
  expected: z
    .string()
    .optional()
    .describe('list of known deviations, relative to the config; default: `expected.json` beside it, if there is one'),
});

/** An app as a config names it. */
export type AppInput = z.input<typeof appSchema>;
/** An app with its defaults filled in: the client under test. */
export type App = z.output<typeof appSchema>;
export type ConfigInput = z.input<typeof configSchema>;
export type Config = z.output<typeof configSchema>;
export type Verbs = z.output<typeof verbsSchema>;
export type VerbName = keyof Verbs;
/** A verb that is bound to a request. */
export type HttpVerbName = Exclude<VerbName, 'restart' | 'storage' | 'behindProxy'>;

/** The request of a verb; undefined if it is not declared, or not bound to one. */
export const requestOf = (verbs: Verbs, name: VerbName): HttpVerb | undefined => {
  const verb = verbs[name];
  return typeof verb === 'object' && 'http' in verb ? verb.http : undefined;
};

/** Types a `loginlab.config.ts`; returns what it is given. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;
