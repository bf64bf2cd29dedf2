import { ALL_VENDORS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { APP_SECRET, expressionOf, libraryVariables } from './library-clues.ts';
import { personaInName } from './personas.ts';
import { type Project, placeIn } from './project.ts';
import type { Guess } from './verbs.ts';

/** A variable of the app, and the expression that gives its value in the config. */
export interface VariableGuess extends Guess<string> {
  readonly name: string;
}

/** How programs read their environment; the name is the first group that matched. */
const READS =
  /process\.env\.([A-Z]\w*)|process\.env\[\s*['"]([A-Z]\w*)['"]|import\.meta\.env\.([A-Z]\w*)|environ(?:\.get\(|\[)\s*['"]([A-Z]\w*)['"]|getenv\(\s*['"]([A-Z]\w*)['"]|ENV(?:\.fetch\(|\[)\s*['"]([A-Z]\w*)['"]|\bGetenv\(\s*"([A-Z]\w*)"|\$_ENV\[\s*['"]([A-Z]\w*)['"]|\b(?:env|config)\(\s*['"]([A-Z][A-Z0-9_]*)['"]/g;
/** `const { GOOGLE_CLIENT_ID, PORT = 3000 } = process.env`. */
const DESTRUCTURED = /\{([^{}]*)\}\s*=\s*process\.env/g;
/** `GOOGLE_CLIENT_ID=…` in `.env`. */
const LINE = /^([A-Z]\w*)=/gm;

interface Read {
  readonly name: string;
  readonly place: string;
}

/** Every variable that the sources read, once, where it is read first. */
export const variablesOf = ({ sources }: Project): readonly Read[] => {
  const reads = sources.flatMap((source): readonly Read[] => {
    const { name: file, text } = source;
    if (/(?:^|\/)\.env/.test(file))
      return [...text.matchAll(LINE)].map(({ index, 1: name = '' }) => ({ name, place: placeIn(source, index) }));
    const direct = [...text.matchAll(READS)].map(({ index, ...groups }) => {
      const name =
        Object.values(groups)
          .slice(1)
          .find((group) => typeof group === 'string') ?? '';
      return { name: String(name), place: placeIn(source, index) };
    });
    const taken = [...text.matchAll(DESTRUCTURED)].flatMap(({ index, 1: names = '' }) =>
      [...names.matchAll(/(?:^|,)\s*([A-Z]\w*)/g)].map(([, name = '']) => ({ name, place: placeIn(source, index) })),
    );
    return [...direct, ...taken];
  });
  const first = new Map<string, Read>();
  // What the program reads says more than a file of examples.
  for (const read of reads.toSorted(
    (one, other) => Number(one.place.startsWith('.env')) - Number(other.place.startsWith('.env')),
  )) {
    if (!first.has(read.name)) first.set(read.name, read);
  }
  return [...first.values()];
};

/** Roles of a variable by its name, and the expression for its value. The first that fits counts. */
const ROLES: readonly { readonly name: RegExp; readonly value: (persona: PersonaId) => string }[] = [
  { name: /(?:REDIRECT|CALLBACK)(?:_?(?:URI|URL))?$/, value: (persona) => `${persona}.redirectUri` },
  {
    name: /(?:DISCOVERY|METADATA)(?:_?UR[IL])?$/,
    value: (persona) => `new URL('.well-known/openid-configuration', ${persona}.issuer.replace(/\\/?$/, '/')).href`,
  },
  { name: /ISSUER(?:_?BASE)?(?:_?UR[IL])?$/, value: (persona) => `${persona}.issuer` },
  { name: /(?:CLIENT_?|APP_?|OAUTH_?|KEY_?|_)SECRET$/, value: (persona) => `${persona}.clientSecret` },
  { name: /(?:CLIENT_?|APP_?|OAUTH_?|_)(?:ID|KEY)$/, value: (persona) => `${persona}.clientId` },
];

const SELF = /^(?:BASE|APP|PUBLIC|SITE|ROOT|HOST|SERVER|NEXTAUTH|AUTH|NEXT_PUBLIC_(?:BASE|APP|SITE)|WEB)_?(?:URL|URI|ORIGIN)$/;
const KEYS = /^(?:(?:SESSION|COOKIE|NEXTAUTH|AUTH|JWT|FLASK|APP)_?SECRET(?:_?KEY)?|SECRET_KEY|SESSION_KEY|SECRET)$/;

/** Names that speak of OAuth without a provider belong to the only one. */
const GENERIC =
  /^(?:OAUTH2?_|OIDC_|AUTH_)?(?:CLIENT_?ID|CLIENT_?SECRET|REDIRECT_?UR[IL]|CALLBACK_?UR[IL]|ISSUER(?:_?BASE)?(?:_?UR[IL])?)$/;

const expressionFor = (name: string, personas: readonly PersonaId[], origin: string): string | undefined => {
  if (SELF.test(name)) return `'${origin}'`;
  if (KEYS.test(name)) return APP_SECRET;
  const persona = personaInName(name) ?? (GENERIC.test(name) && personas.length === 1 ? personas[0] : undefined);
  if (persona === undefined || !personas.includes(persona)) return undefined;
  const own = ALL_VENDORS.find(({ id }) => id === persona)?.clues?.roles?.find((role) => role.name.test(name));
  if (own) return expressionOf(own.role, persona, origin);
  return ROLES.find((role) => role.name.test(name))?.value(persona);
};

/** The variables of the app that the config has to set. `origin`: the address of the app, with `{port}` where it has one. */
export const guessVariables = (project: Project, personas: readonly PersonaId[], origin: string): readonly VariableGuess[] => {
  const read = variablesOf(project).flatMap(({ name, place }) => {
    const value = expressionFor(name, personas, origin);
    return value === undefined ? [] : [{ name, value, place }];
  });
  const names = new Set(read.map(({ name }) => name));
  return [...read, ...libraryVariables(project, personas, origin).filter(({ name }) => !names.has(name))];
};

/** Where a client id stands in the sources: the lab cannot set it there. */
export const literalClient = ({ sources }: Project): string | undefined => {
  const patterns = ALL_VENDORS.flatMap(({ clues }) => clues?.clientId ?? []);
  const places = sources
    .filter(({ name }) => !/(?:^|\/)\.env/.test(name))
    .flatMap((source) =>
      patterns.flatMap((pattern) => {
        const found = pattern.exec(source.text);
        return found ? [placeIn(source, found.index)] : [];
      }),
    );
  return places[0];
};
