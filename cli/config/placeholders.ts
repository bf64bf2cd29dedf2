import {
  API_VALUES,
  type ApiEnv,
  type EnvValues,
  fillFirst,
  PERSONA_VALUES,
  type PersonaEnv,
} from '../../scenarios/model/index.ts';

export const VALUE_NAMES = Object.keys(PERSONA_VALUES) as readonly (keyof PersonaEnv)[];

export const API_VALUE_NAMES = Object.keys(API_VALUES) as readonly (keyof ApiEnv)[];

type Env = (values: EnvValues) => Record<string, string>;

/** A config in JSON has no functions: there `env` is an object of texts in which `{google.clientId}` and `{orders.address}` stand for values. */
export const withEnvFunctions = (written: unknown): unknown => {
  if (!isRecord(written) || !Array.isArray(written.apps)) return written;
  return { ...written, apps: written.apps.map(withEnvFunction) };
};

const withEnvFunction = (app: unknown): unknown => {
  if (!isRecord(app) || !isRecord(app.env)) return app;
  const texts = Object.entries(app.env).map(([name, text]) => [name, String(text)] as const);
  const env: Env = (values) => Object.fromEntries(texts.map(([name, text]) => [name, filled(text, values)]));
  return { ...app, env };
};

const filled = (text: string, { apis, ...personas }: EnvValues): string =>
  fillFirst(text, (placeholder) => {
    const [owner = '', value] = placeholder.split('.');
    const ofPersona = VALUE_NAMES.find((name) => name === value);
    const ofApi = API_VALUE_NAMES.find((name) => name === value);
    const persona = (personas as Readonly<Record<string, PersonaEnv>>)[owner];
    return (ofPersona && persona?.[ofPersona]) ?? (ofApi && apis[owner]?.[ofApi]);
  });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
