import { z } from 'zod';
import type { PersonaId } from '../../provider/model/index.ts';

const httpVerb = z.union([
  z
    .string()
    .startsWith('/')
    .transform((path) => ({ method: 'GET' as const, path, form: undefined as Record<string, string> | undefined })),
  z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
      path: z.string().startsWith('/'),
      form: z
        .record(z.string(), z.string())
        .optional()
        .describe(
          'form fields; {canary} becomes a text unique to the step; {email}, {password} and {name} become those of the person',
        ),
    })
    .transform((verb) => ({ ...verb, form: verb.form })),
]);

const verb = z.strictObject({ http: httpVerb });

/** What an app can do, each bound to an HTTP request; `{persona}` in a path becomes the persona's id. */
export const verbsSchema = z.strictObject({
  signIn: verb.optional().describe('starts a login: a GET that ends on the persona'),
  whoAmI: verb.optional().describe("a page that shows the signed-in person's name or e-mail"),
  useResource: verb.optional().describe("something that makes the app call the persona's API for the person"),
  signOut: verb.optional(),
  register: verb
    .optional()
    .describe("makes an account of the app's own: {email}, {password} and {name} in form fields become the person's"),
  readMail: verb
    .optional()
    .describe(
      'shows the last e-mail that the app sent to {email}; the person opens the link of the app in it, to confirm the account',
    ),
  signInWithPassword: verb.optional().describe("signs in to the app's own account: {email} and {password} in form fields"),
  store: verb.optional().describe('stores a text, {canary} in a form field, in the account that the browser is signed in to'),
  recall: verb.optional().describe('a page that shows the stored texts of that account'),
  seesAddress: verb
    .optional()
    .describe(
      'reports a navigation of the web view to the app: {address} with its fragment, and {status}, in form fields; on 204 the window stays where it is',
    ),
  acceptsToken: verb
    .optional()
    .describe(
      'sends an access token of the persona to the server, as a front end would: {token} in a form field, {user} for the user id that it claims',
    ),
});

const CONNECTS = ['url', 'preload'] as const;

export const appSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dot, dash, underscore'),
    kind: z.enum(['web', 'spa', 'cli', 'api']).default('web'),
    command: z.string().min(1).describe('starts the app; {port} becomes a free port'),
    cwd: z.string().optional().describe('folder to start it in; default: the folder of the config'),
    url: z.string().describe('base address of the app: http://127.0.0.1:{port}'),
    ready: z.string().startsWith('/').default('/').describe('path that answers with a status below 500 when the app is ready'),
    readyWithinSeconds: z.number().positive().max(600).default(30),
    redirectPath: z
      .string()
      .startsWith('/')
      .optional()
      .describe('exact path of the redirect URI; {persona} becomes the persona; left out: any path of the app'),
    personas: z.array(z.string()).min(1),
    suite: z.string().optional().describe('the scenarios the app runs by default; default: ci'),
    connect: z
      .enum(CONNECTS)
      .default('url')
      .describe(
        "how the app reaches the lab: url: by the addresses in its environment; preload: a Node program that calls the vendors' own addresses, intercepted in-process",
      ),
    clientKind: z
      .enum(['web', 'desktop', 'mobile', 'spa'])
      .optional()
      .describe('kind of the client registration; default: web, or spa and desktop by kind'),
    env: z
      .custom<(personas: Readonly<Record<PersonaId, PersonaEnv>>) => Record<string, string>>(
        (value) => typeof value === 'function',
        'expected a function from the personas to environment variables',
      )
      .describe("the app's environment, from the personas' addresses and credentials"),
    verbs: verbsSchema,
    library: z.string().optional(),
    version: z.string().optional(),
  })
  .superRefine(({ connect, kind }, context) => {
    if (connect !== 'preload' || kind !== 'spa') return;
    const message =
      'expected "url" for an app of kind "spa", which calls its provider from the browser and not from a Node program';
    context.addIssue({ code: 'custom', path: ['connect'], message, input: connect });
  });

/** Addresses and credentials of a persona, for the environment of an app. */
export interface PersonaEnv {
  /** Issuer, and base address of everything the persona serves locally; with `connect: 'preload'` the vendor's own issuer. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** The persona's APIs live below this address (Google: `/drive/v3/files`, `/upload/drive/v3/files`). With `connect: 'preload'` the vendor's own. */
  readonly apiBase: string;
}

export const configSchema = z.strictObject({
  apps: z.array(appSchema).min(1),
  /** Path of the list of known deviations, relative to the config. */
  expected: z.string().optional(),
});

/** An app as a config names it. */
export type AppInput = z.input<typeof appSchema>;
/** An app with its defaults filled in: the client under test. */
export type App = z.output<typeof appSchema>;
export type ConfigInput = z.input<typeof configSchema>;
export type Config = z.output<typeof configSchema>;
export type VerbName = keyof z.output<typeof verbsSchema>;
export type HttpVerb = z.output<typeof httpVerb>;

/** Types a `loginlab.config.ts`; returns what it is given. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;
