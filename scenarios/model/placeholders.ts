import { z } from 'zod';

/** What a config may name in braces, and what it becomes. Which of them a field knows stands in its schema. */
export const PLACEHOLDERS = {
  port: {
    meaning: 'a free port of this machine, new for each instance of the app; the app also gets it as `PORT`',
    where: '`command`, `url`, values of `env`',
  },
  port2: {
    meaning: 'another free port: of an API, or of a callback',
    where: '`command`, `apis`, `redirectUri`, values of `env`',
  },
  port3: { meaning: 'one more', where: '`command`, `apis`, `redirectUri`, values of `env`' },
  store: {
    meaning: 'an empty folder for the files of the app: it outlives a restart, and all copies of the app share it',
    where: '`command`, `apis`, `storage`, values of `env`',
  },
  persona: {
    meaning: 'id of the persona that the scenario is about',
    where: '`redirectPath`, paths and forms of `verbs`',
  },
  canary: { meaning: 'a text that is unique to the step', where: 'paths and forms of `verbs`' },
  email: { meaning: 'e-mail address of the person', where: 'paths and forms of `verbs`' },
  name: { meaning: 'name of the person', where: 'paths and forms of `verbs`' },
  password: { meaning: 'password of the person at the app', where: 'paths and forms of `verbs`' },
  address: { meaning: 'address in the window, with its fragment', where: 'form of `seesAddress`' },
  status: { meaning: 'status of the page in the window', where: 'form of `seesAddress`' },
  token: { meaning: 'an access token of the persona', where: '`acceptsToken`' },
  user: { meaning: 'user id that the front end claims', where: '`acceptsToken`' },
  presence: { meaning: '0, 1 or 2', where: '`setPresence`' },
} as const satisfies Record<string, { readonly meaning: string; readonly where: string }>;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** What the programs of an app are told. */
export const APP_PLACEHOLDERS = ['port', 'port2', 'port3', 'store'] as const satisfies readonly Placeholder[];

const FREE_PORT = /\{port[23]?\}/g;

/** True for a text that names a free port, so that several instances can have one each. */
export const namesFreePort = (text: string): boolean => text.search(FREE_PORT) >= 0;

/** The same text with one port for every free port, to look at it as an address. */
export const withPort = (text: string, port: string): string => text.replaceAll(FREE_PORT, port);

/** `{port}` or `{google.clientId}`; `{{port}}` stands for the text `{port}`. A shell's `${PORT}` is left alone. */
const IN_BRACES = /(?<!\$)\{\{([a-z]\w*(?:\.\w+)?)\}\}|(?<!\$)\{([a-z]\w*(?:\.\w+)?)\}/gi;

/** Replaces what is in braces: `textOf` gives the text for a name, undefined for an unknown name, which stays as it is. */
export const fillPlaceholders = (text: string, textOf: (name: string) => string | undefined): string =>
  text.replace(IN_BRACES, (whole, literal: string | undefined, name: string) =>
    literal === undefined ? (textOf(name) ?? whole) : `{${literal}}`,
  );

/** The same without `{{…}}`, which a later filling turns into `{…}`. */
export const fillFirst = (text: string, textOf: (name: string) => string | undefined): string =>
  text.replace(IN_BRACES, (whole, _literal, name: string | undefined) => (name === undefined ? whole : (textOf(name) ?? whole)));

/** Names in braces that are not among the known ones. */
export const unknownPlaceholders = (text: string, known: readonly string[]): readonly string[] =>
  [...text.matchAll(IN_BRACES)].flatMap(([, , name]) => (name === undefined || known.includes(name) ? [] : [name]));

/** What an issue of a schema says about a placeholder; `params` of a custom issue. */
export interface UnknownPlaceholder {
  readonly placeholder: string;
  readonly known: readonly string[];
}

const knownInWords = (known: readonly string[]): string =>
  known.length === 0 ? 'none is known here' : `known here: ${known.map((name) => `{${name}}`).join(', ')}`;

/** A text in which only these placeholders may occur. */
export const textWith = (known: readonly Placeholder[], schema: z.ZodString = z.string()): z.ZodString =>
  schema.superRefine((text, context) => {
    for (const placeholder of unknownPlaceholders(text, known)) {
      const message = `no unknown placeholder (${knownInWords(known)})`;
      context.addIssue({ code: 'custom', message, params: { placeholder, known } satisfies UnknownPlaceholder, input: text });
    }
  });
