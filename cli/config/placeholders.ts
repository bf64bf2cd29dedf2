import { LoginLabError } from '../../provider/model/index.ts';
import type { PersonaEnv } from '../../scenarios/model/index.ts';
import { nearestKnown } from '../nearest.ts';
import { forUser } from '../paths.ts';

const FIELDS = ['issuer', 'clientId', 'clientSecret', 'redirectUri', 'apiBase'] as const satisfies readonly (keyof PersonaEnv)[];

type Env = (personas: Record<string, PersonaEnv>) => Record<string, string>;

/** A config in JSON has no functions: there `env` is an object of texts in which `{google.clientId}` stands for the value. */
export const withEnvFunctions = (written: unknown, file: string): unknown => {
  if (!isRecord(written) || !Array.isArray(written.apps)) return written;
  return { ...written, apps: written.apps.map((app, position) => withEnvFunction(app, `apps[${position}].env`, file)) };
};

const withEnvFunction = (app: unknown, field: string, file: string): unknown => {
  if (!isRecord(app) || !isRecord(app.env)) return app;
  const texts = Object.entries(app.env).map(([name, text]) => [name, String(text)] as const);
  for (const [name, text] of texts) requireKnownPlaceholders(text, `${field}.${name}`, file);
  const env: Env = (personas) => Object.fromEntries(texts.map(([name, text]) => [name, filled(text, personas)]));
  return { ...app, env };
};

const PLACEHOLDER = /\{([^{}.]+)\.([^{}]+)\}/g;

const requireKnownPlaceholders = (text: string, field: string, file: string): void => {
  for (const [whole, , name = ''] of text.matchAll(PLACEHOLDER)) {
    if (FIELDS.some((known) => known === name)) continue;
    const message = `${forUser(file)}: ${field}: "${whole}" is no known placeholder. ${nearestKnown(name, FIELDS)}`;
    throw new LoginLabError('config', message, { field });
  }
};

const filled = (text: string, personas: Record<string, PersonaEnv>): string =>
  text.replace(PLACEHOLDER, (whole, persona: string, name: string) => {
    const field = FIELDS.find((known) => known === name);
    return (field && personas[persona]?.[field]) ?? whole;
  });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
