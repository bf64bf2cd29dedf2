import {
  API_VALUES,
  type ApiEnv,
  type EnvValues,
  fillFirst,
  PERSONA_VALUES,
  type PersonaEnv,
  SMTP_VALUES,
  type SmtpEnv,
} from '../../scenarios/model/index.ts';

export const VALUE_NAMES = Object.keys(PERSONA_VALUES) as readonly (keyof PersonaEnv)[];

export const API_VALUE_NAMES = Object.keys(API_VALUES) as readonly (keyof ApiEnv)[];

export const SMTP_VALUE_NAMES = Object.keys(SMTP_VALUES) as readonly (keyof SmtpEnv)[];

type Env = (values: EnvValues) => Record<string, string>;

/** A config in JSON has no functions: there `env` is an object of texts in which `{google.clientId}`, `{orders.address}` and `{smtp.url}` stand for values. */
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

const filled = (text: string, { apis, smtp, ...personas }: EnvValues): string =>
  fillFirst(text, (placeholder) => {
    const [owner = '', value] = placeholder.split('.');
    const ofSmtp = SMTP_VALUE_NAMES.find((name) => name === value);
    if (owner === 'smtp' && ofSmtp) return smtp[ofSmtp];
    const ofPersona = VALUE_NAMES.find((name) => name === value);
    const ofApi = API_VALUE_NAMES.find((name) => name === value);
    const persona = (personas as Readonly<Record<string, PersonaEnv>>)[owner];
    return (ofPersona && persona?.[ofPersona]) ?? (ofApi && apis[owner]?.[ofApi]);
  });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
