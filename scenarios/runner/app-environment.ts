import { LoginLabError } from '../../provider/model/index.ts';
import { type App, type EnvValues, envIssues } from '../model/index.ts';

type Texts = Readonly<Record<string, string>>;

const callEnv = (app: Pick<App, 'id' | 'env' | 'personas'>, values: EnvValues): Texts => {
  try {
    return app.env(values);
  } catch (cause) {
    throw new LoginLabError(
      'config',
      `The function "env" of the app "${app.id}" failed: ${cause instanceof Error ? cause.message : cause}. It gets ${app.personas.join(', ')}.`,
      { cause, field: 'env' },
    );
  }
};

/** The environment that the config gives an app. Throws `config` for one that is not made of texts. */
export const environmentOf = (app: Pick<App, 'id' | 'env' | 'personas'>, values: EnvValues): Texts => {
  const env = callEnv(app, values);
  const [wrong] = envIssues(env);
  if (wrong) {
    const message = `The function "env" of the app "${app.id}" returned ${wrong.found}${wrong.name && ` for ${wrong.name}`}; a text was expected.`;
    throw new LoginLabError('config', message, { field: `env${wrong.name && `.${wrong.name}`}` });
  }
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
};
