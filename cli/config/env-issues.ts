import { PERSONA_IDS } from '../../provider/index.ts';
import { fieldOf } from '../../provider/model/index.ts';
import {
  APP_PLACEHOLDERS,
  type ApiEnv,
  envIssues,
  type PersonaEnv,
  type SmtpEnv,
  unknownPlaceholders,
} from '../../scenarios/model/index.ts';
import { nearestKnown } from '../nearest.ts';
import { attempt, type Outcome } from './attempt.ts';
import { type ConfigIssue, unknownPlaceholder } from './config-issue.ts';
import { API_VALUE_NAMES, isRecord, SMTP_VALUE_NAMES, VALUE_NAMES } from './placeholders.ts';
import type { CheckContext, WrittenApp } from './written-app.ts';

/** Values for a trial call of `env`. The real ones are made when the app is started. */
const sampleOf = (persona: string): PersonaEnv => ({
  issuer: `http://localhost:4400/${persona}`,
  clientId: `sample-client-of-${persona}`,
  clientSecret: 'sample-secret',
  redirectUri: `http://127.0.0.1:3000/callback/${persona}`,
  apiBase: `http://localhost:4400/${persona}`,
});

const sampleApi = (name: string): ApiEnv => ({
  address: `http://localhost:4400/apis/${name}`,
  audience: `https://${name}.example/`,
});

const SAMPLE_SMTP: SmtpEnv = { host: '127.0.0.1', port: '1025', url: 'smtp://127.0.0.1:1025' };

/** What `env` of an app may read. */
interface Known {
  readonly personas: readonly string[];
  readonly apis: readonly string[];
}

/** Asked for by the language, not by the user. */
const BY_THE_WAY: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor']);

/** A value that tells which of its members were read and are not there. */
const watched = <T extends object>(value: T, missed: (name: string) => void): T =>
  new Proxy(value, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target) && !BY_THE_WAY.has(name)) missed(name);
      return Reflect.get(target, name, receiver);
    },
  });

interface Trial {
  readonly outcome: Outcome<unknown>;
  /** Names that were read of the personas and are not there: `google.clientID`. */
  readonly missed: readonly string[];
}

const callOnce = (env: (values: unknown) => unknown, { personas, apis }: Known, limitMs: number): Trial => {
  const missed = new Set<string>();
  const samples = personas.map((persona) => {
    const sample = watched(sampleOf(persona), (name) => missed.add(`${persona}.${name}`));
    return [persona, sample] as const;
  });
  const own = apis.map((name) => [name, watched(sampleApi(name), (value) => missed.add(`apis.${name}.${value}`))] as const);
  const ofApis = watched(Object.fromEntries(own), (name) => missed.add(`apis.${name}`));
  const smtp = watched(SAMPLE_SMTP, (name) => missed.add(`smtp.${name}`));
  const all = watched({ ...Object.fromEntries(samples), apis: ofApis, smtp }, (name) => missed.add(name));
  return { outcome: attempt(() => env(all), limitMs), missed: [...missed] };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const ended = ({ outcome }: Trial, limitMs: number): string | undefined => {
  if (outcome.kind === 'hung') return `it did not return within ${limitMs / 1000} s.`;
  if (outcome.kind === 'exited')
    return `it called process.exit(${outcome.code}). Throw an error that says what is missing instead.`;
  return outcome.kind === 'threw' ? `it failed: ${messageOf(outcome.error).replace(/(?<![.!?])$/, '.')}` : undefined;
};

const notThere = (name: string, { personas, apis }: Known): string => {
  const [persona = '', value, member] = name.split('.');
  if (persona === 'apis' && member === undefined)
    return `It reads ${name}, which is not in apis. ${nearestKnown(value ?? '', apis)}`;
  if (persona === 'apis') return `It reads ${name}, which does not exist: an API has ${API_VALUE_NAMES.join(', ')}.`;
  if (persona === 'smtp') return `It reads ${name}, which does not exist: smtp has ${SMTP_VALUE_NAMES.join(', ')}.`;
  if (value !== undefined) return `It reads ${name}, which does not exist: ${persona} has ${VALUE_NAMES.join(', ')}.`;
  return `It reads "${persona}", which is not in personas. ${nearestKnown(persona, personas)}`;
};

const undefinedValues = ({ outcome }: Trial) => (outcome.kind === 'returned' ? envIssues(outcome.value) : []);

const wrongValue = (name: string, found: string): string =>
  name === ''
    ? `expected an object of texts from the function, found ${found}.${found === 'a promise' ? ' It must not be async.' : ''}`
    : `expected a text, found ${found}.`;

/** Names in braces that nobody fills in. */
const inValues = (values: unknown, known: readonly string[]): readonly (readonly [name: string, message: string])[] =>
  Object.entries(isRecord(values) ? values : {}).flatMap(([name, text]) =>
    typeof text === 'string'
      ? unknownPlaceholders(text, known).map((each) => [name, unknownPlaceholder(each, known)] as const)
      : [],
  );

const issuesOfTrial = (trial: Trial, known: Known, limitMs: number) => {
  const hintsFor = (names: readonly string[]) => names.map((name) => notThere(name, known)).join(' ');
  const hints = hintsFor(trial.missed);
  const because = (message: string) => [message, hints].filter(Boolean).join(' ');
  const end = ended(trial, limitMs);
  if (end !== undefined) return [['', because(end)] as const];
  const wrong = undefinedValues(trial).map(({ name, found }) => [name, because(wrongValue(name, found))] as const);
  // A provider that this app does not offer may be asked for, and done without.
  const misspelt = trial.missed.filter((name) => !PERSONA_IDS.some((id) => id === name));
  const unsaid = wrong.length === 0 && misspelt.length > 0 ? [['', hintsFor(misspelt)] as const] : [];
  const values = trial.outcome.kind === 'returned' ? trial.outcome.value : undefined;
  return [...wrong, ...unsaid, ...inValues(values, APP_PLACEHOLDERS)];
};

/** Personas that `env` may expect; all where the list of the app is wrong itself. */
const personasOf = ({ personas }: WrittenApp['app']): readonly string[] => {
  const isKnown = (persona: unknown) => PERSONA_IDS.some((id) => id === persona);
  return Array.isArray(personas) && personas.length > 0 && personas.every(isKnown) ? personas : PERSONA_IDS;
};

/** Names of the APIs of an app. */
const apisOf = ({ apis }: WrittenApp['app']): readonly string[] =>
  (Array.isArray(apis) ? apis : []).flatMap((api) => (isRecord(api) && typeof api.as === 'string' ? api.as : []));

/** Calls the function `env` of an app once with sample values; of a config in JSON it reads the texts. */
export const envIssuesOf = ({ field, app }: WrittenApp, { limitMs }: CheckContext): readonly ConfigIssue[] => {
  const { env, id } = app;
  const known = { personas: personasOf(app), apis: apisOf(app) };
  const values = [
    ...known.personas.flatMap((persona) => VALUE_NAMES.map((name) => `${persona}.${name}`)),
    ...SMTP_VALUE_NAMES.map((name) => `smtp.${name}`),
    ...known.apis.flatMap((api) => API_VALUE_NAMES.map((name) => `${api}.${name}`)),
  ];
  const found =
    typeof env === 'function'
      ? issuesOfTrial(
          callOnce((given) => env(given), known, limitMs),
          known,
          limitMs,
        )
      : inValues(env, [...APP_PLACEHOLDERS, ...values]);
  return found.map(([name, message]) => {
    const place = name === '' ? `${field}.env` : `${field}.env${fieldOf([name]).replace(/^(?!\[)/, '.')}`;
    return { field: place, message: `${place} of "${id}": ${message}` };
  });
};
