type Environment = NodeJS.ProcessEnv;

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/**
 * A library that reads the variables of a proxy would hand it the calls for vendors. Those of the lab's own proxy
 * (`LOGINLAB_PROXY`) are for programs of other languages: they are taken away and returned, for the programs that this one
 * starts. Any other proxy is told not to be used for the vendors' hosts.
 */
export const keepFromProxies = (hosts: readonly string[], env: Environment): Readonly<Record<string, string>> => {
  if (env.LOGINLAB_PROXY === undefined) {
    for (const name of ['NO_PROXY', 'no_proxy'])
      env[name] = [env[name], ...hosts.map((host) => host.replace(/^\*/, ''))].filter(Boolean).join(',');
    return {};
  }
  const taken: Record<string, string> = {};
  for (const name of NAMES) {
    const value = env[name];
    if (value !== undefined) taken[name] = value;
    delete env[name];
  }
  return taken;
};
