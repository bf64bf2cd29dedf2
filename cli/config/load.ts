import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import { type Config, configSchema } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';
import { appIssues } from './app-issues.ts';
import { type ConfigIssue, describeConfigIssues, inOrder, inWords } from './config-issue.ts';
import { evaluate } from './evaluate.ts';
import { type ConfigPlace, findConfig } from './find.ts';
import { withEnvFunctions } from './placeholders.ts';

export interface LoadedConfig extends ConfigPlace {
  readonly config: Config;
}

/** Longest time for a config to load, and for one call of its `env`. */
const LIMIT_MS = 20_000;

/**
 * Finds, reads and checks the config. Throws `config`: the file, for every field that is wrong what was expected and
 * what was found, and a second config in a folder above unless one is named.
 */
export const loadConfig = async (named?: string, limitMs = LIMIT_MS): Promise<LoadedConfig> => {
  const place = findConfig(named);
  const written = await evaluate(place.file, limitMs);
  const callable = withEnvFunctions(written);
  const fitted = configSchema.safeParse(callable);
  const ofSchema = fitted.success ? [] : describeConfigIssues(configSchema, written, fitted.error.issues);
  const issues = inOrder([...ofSchema, ...appIssues(written, { folder: path.dirname(place.file), limitMs })]);
  const second = place.bundled ? undefined : secondConfig(place);
  if (fitted.success && issues.length === 0 && second === undefined) return { ...place, config: fitted.data };
  throw wrongConfig(place.file, issues, second);
};

/** Nobody can tell which of two configs is meant, unless one is named. */
const secondConfig = ({ file, others }: ConfigPlace): string | undefined => {
  if (others.length === 0) return undefined;
  const list = others.map(forUser).join(', ');
  const [first = ''] = others;
  return `a second config is in a folder above: ${list}. Keep one, or name the one that is meant: --config ${forUser(file)} or --config ${forUser(first)}`;
};

const wrongConfig = (file: string, issues: readonly ConfigIssue[], second: string | undefined): LoginLabError => {
  const all = [second, issues.length > 0 ? inWords(issues) : undefined].filter((text) => text !== undefined);
  const field = second === undefined ? issues[0]?.field : '--config';
  return new LoginLabError(
    'config',
    all.map((text) => `${forUser(file)}: ${text}`).join('\n'),
    field === undefined ? {} : { field },
  );
};
