import { fillFirst, PERSONA_VALUES, type PersonaEnv } from '../../scenarios/model/index.ts';

export const VALUE_NAMES = Object.keys(PERSONA_VALUES) as readonly (keyof PersonaEnv)[];

type Env = (personas: Record<string, PersonaEnv>) => Record<string, string>;

/** A config in JSON has no functions: there `env` is an object of texts in which `{google.clientId}` stands for the value. */
export const withEnvFunctions = (written: unknown): unknown => {
  if (!isRecord(written) || !Array.isArray(written.apps)) return written;
  return { ...written, apps: written.apps.map(withEnvFunction) };
};

const withEnvFunction = (app: unknown): unknown => {
  if (!isRecord(app) || !isRecord(app.env)) return app;
  const texts = Object.entries(app.env).map(([name, text]) => [name, String(text)] as const);
  const env: Env = (personas) => Object.fromEntries(texts.map(([name, text]) => [name, filled(text, personas)]));
  return { ...app, env };
};

const filled = (text: string, personas: Record<string, PersonaEnv>): string =>
  fillFirst(text, (placeholder) => {
    const [persona = '', value] = placeholder.split('.');
    const known = VALUE_NAMES.find((name) => name === value);
    return known && personas[persona]?.[known];
  });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
