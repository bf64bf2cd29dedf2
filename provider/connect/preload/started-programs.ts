import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

type Environment = NodeJS.ProcessEnv;
type Variables = Readonly<Record<string, string>>;

/** What every asynchronous start comes down to. */
interface Spawning {
  spawn(options: { envPairs?: string[] }): unknown;
}

const SYNCHRONOUS = ['spawnSync', 'execSync', 'execFileSync'] as const;

const passOnLater = (variables: Variables): void => {
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const { envPairs = [] } = options;
    const names = new Set(envPairs.map((pair) => pair.slice(0, pair.indexOf('='))));
    const missing = Object.entries(variables).filter(([name]) => !names.has(name));
    return spawn.call(this, { ...options, envPairs: [...envPairs, ...missing.map((pair) => pair.join('='))] });
  };
};

const isOptions = (value: unknown): value is { env?: Environment } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const passOnAtOnce = (variables: Variables, env: Environment): void => {
  for (const name of SYNCHRONOUS) {
    const start = childProcess[name] as (...args: unknown[]) => unknown;
    const withVariables = (...args: unknown[]): unknown => {
      const options = isOptions(args.at(-1)) ? (args.pop() as { env?: Environment }) : {};
      return start(...args, { ...options, env: { ...variables, ...(options.env ?? env) } });
    };
    Object.assign(childProcess, { [name]: withVariables });
  }
};

/** Gives variables to every program that this one starts, also where it makes up an environment of its own; what stands there stays. */
export const passOn = (variables: Variables, env: Environment): void => {
  passOnLater(variables);
  passOnAtOnce(variables, env);
  syncBuiltinESMExports();
};
