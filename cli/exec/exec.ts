import { connectTarget, type LabProxy, openProxy, PERSONAS } from '../../provider/index.ts';
import type { PersonaId } from '../../provider/model/index.ts';
import { userFolder } from '../paths.ts';
import { refuseProduction } from '../production.ts';
import { registerClient } from '../serve/chosen.ts';
import { runChild } from './child.ts';
import { findHome, type Home } from './home.ts';
import { renderNotice } from './notice.ts';
import type { ExecOptions } from './options.ts';
import { say } from './say.ts';

/** Runs an app in the lab to its end. Returns its exit code. Throws `usage`, `unknown-id`, `port-taken`, `lab-unreachable`. */
export const exec = async (argv: readonly string[], options: ExecOptions): Promise<number> => {
  refuseProduction();
  await using home = await findHome(options);
  await registerClient(home.world, home.personas, options, 'vendor');
  const tunnel = tunnelOf(options);
  await using proxy = await openProxy({ lab: { url: home.url, hosts: hostsOf(home.personas) }, tunnel, onRefused: say });
  const env = environmentFor(home, proxy, tunnel);
  console.error(await renderNotice(home, argv));
  return await runChild({ argv, cwd: userFolder(), env, say });
};

const hostsOf = (personas: readonly PersonaId[]): readonly string[] => personas.flatMap((id) => PERSONAS[id].hosts);

/** An app in development talks to services of its own: what is no vendor's passes, unless it is told not to. */
const tunnelOf = ({ tunnel = [] }: ExecOptions): readonly string[] => (tunnel === false ? [] : ['*', ...tunnel]);

/** Node programs are led from within and need no proxy for it; what is no Node program finds the variables of its language. */
const environmentFor = ({ url, world }: Home, proxy: LabProxy, tunnel: readonly string[]): NodeJS.ProcessEnv => {
  const { NODE_USE_ENV_PROXY: _, ...variables } = proxy.environment(world.id, process.env);
  return {
    ...process.env,
    ...variables,
    LOGINLAB_PROXY: proxy.url,
    ...connectTarget({ url, world: world.id, tunnel }, process.env),
  };
};
