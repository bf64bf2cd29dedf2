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
 * Finds, reads and checks the config. Throws `config`: the file, and for every field that is wrong what was expected and
 * what was found.
 */
export const loadConfig = async (named?: string, limitMs = LIMIT_MS): Promise<LoadedConfig> => {
  const place = findConfig(named);
  const written = await evaluate(place.file, limitMs);
  const callable = withEnvFunctions(written);
  const fitted = configSchema.safeParse(callable);
  const ofSchema = fitted.success ? [] : describeConfigIssues(configSchema, written, fitted.error.issues);
  const issues = inOrder([...ofSchema, ...appIssues(written, { folder: path.dirname(place.file), limitMs })]);
  if (fitted.success && issues.length === 0) return { ...place, config: fitted.data };
  throw wrongConfig(place.file, issues);
};

const wrongConfig = (file: string, issues: readonly ConfigIssue[]): LoginLabError => {
  const [first] = issues;
  return new LoginLabError('config', `${forUser(file)}: ${inWords(issues)}`, first && { field: first.field });
};
