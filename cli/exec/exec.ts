import { type ClientProcess, connectTarget, type LabProxy, openProxy, VENDORS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { userFolder } from '../paths.ts';
import { refuseProduction } from '../production.ts';
import { registerClient } from '../serve/chosen.ts';
import { runChild } from './child.ts';
import { findLab, type JoinedLab } from './join-lab.ts';
import { holdClock } from './libfaketime.ts';
import { renderNotice } from './notice.ts';
import type { ExecOptions } from './options.ts';
import { say } from './say.ts';

/** Runs an app in the lab to its end. Returns its exit code. Throws `usage`, `unknown-id`, `port-taken`, `lab-unreachable`. */
export const exec = async (argv: readonly string[], options: ExecOptions): Promise<number> => {
  refuseProduction();
  await using joined = await findLab(options);
  await registerClient(joined.world, joined.personas, options, 'vendor');
  const tunnel = tunnelOf(options);
  await using clock = options.libfaketime ? await holdClock(joined.world) : undefined;
  const lab = { url: joined.url, hosts: hostsOf(joined.personas) };
  const onProcess = async (client: ClientProcess) => clock?.follow(client);
  await using proxy = await openProxy({ lab, tunnel, onRefused: say, onProcess });
  const env = { ...environmentFor(joined, proxy, tunnel), ...clock?.environment(process.env) };
  console.error(await renderNotice(joined, argv));
  return await runChild({ argv, cwd: userFolder(), env, say });
};

const hostsOf = (personas: readonly PersonaId[]): readonly string[] => personas.flatMap((id) => VENDORS[id].hosts);

/** An app in development calls services of its own: other hosts pass, unless `--no-tunnel` forbids it. */
const tunnelOf = ({ tunnel = [] }: ExecOptions): readonly string[] => (tunnel === false ? [] : ['*', ...tunnel]);

/** Node programs are intercepted in-process and need no proxy; other programs use the proxy variables of their language. */
const environmentFor = ({ url, world }: JoinedLab, proxy: LabProxy, tunnel: readonly string[]): NodeJS.ProcessEnv => {
  const { NODE_USE_ENV_PROXY: _, ...variables } = proxy.environment(world.id, process.env);
  return {
    ...process.env,
    ...variables,
    LOGINLAB_PROXY: proxy.url,
    ...connectTarget({ url, world: world.id, tunnel }, process.env),
  };
};
