import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

type Environment = NodeJS.ProcessEnv;

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/** What every asynchronous start comes down to. */
interface Spawning {
  spawn(options: { envPairs?: string[] }): unknown;
}

const SYNCHRONOUS = ['spawnSync', 'execSync', 'execFileSync'] as const;

/** Gives the variables to the programs that this one starts. */
const passOn = (variables: Readonly<Record<string, string>>, env: Environment): void => {
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    options.envPairs?.push(...Object.entries(variables).map((pair) => pair.join('=')));
    return spawn.call(this, options);
  };
  for (const name of SYNCHRONOUS) {
    const start = childProcess[name] as (...args: unknown[]) => unknown;
    const withVariables = (...args: unknown[]): unknown => {
      const last = args.at(-1);
      const options =
        typeof last === 'object' && last !== null && !Array.isArray(last) ? (args.pop() as { env?: Environment }) : {};
      return start(...args, { ...options, env: { ...(options.env ?? env), ...variables } });
    };
    Object.assign(childProcess, { [name]: withVariables });
  }
  syncBuiltinESMExports();
};

/**
 * A library that reads the variables of a proxy would hand it the calls for vendors. Those of the lab's own proxy
 * (`LOGINLAB_PROXY`) are for programs of other languages: this one does not see them, the programs that it starts do.
 * Any other proxy is told not to be used for the vendors' hosts.
 */
export const keepFromProxies = (hosts: readonly string[], env: Environment): void => {
  if (env.LOGINLAB_PROXY === undefined) {
    for (const name of ['NO_PROXY', 'no_proxy']) env[name] = [env[name], ...hosts].filter(Boolean).join(',');
    return;
  }
  const variables: Record<string, string> = {};
  for (const name of NAMES) {
    const value = env[name];
    if (value !== undefined) variables[name] = value;
    delete env[name];
  }
  passOn(variables, env);
};
