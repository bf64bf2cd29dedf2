import process from 'node:process';
import {
  type ClientProcess,
  connectTarget,
  hostsWith,
  type LabProxy,
  openProxy,
  openSmtp,
  smtpEnvironment,
} from '../../provider/index.ts';
import { openLabBrowser } from '../browser/lab-browser.ts';
import { refuseProduction } from '../production.ts';
import { warnIfClosed } from '../serve/ca-dir.ts';
import { registerClient } from '../serve/chosen.ts';
import { type App, readApp, takesPreload } from './app.ts';
import { runChild } from './child.ts';
import { findingsSince, renderFindings } from './findings.ts';
import { findLab, type JoinedLab } from './join-lab.ts';
import { holdClock } from './libfaketime.ts';
import { renderNotice } from './notice.ts';
import type { ExecOptions } from './options.ts';
import { say } from './say.ts';

/** Runs an app in the lab to its end. Returns its exit code. Throws `usage`, `unknown-id`, `port-taken`, `lab-unreachable`. */
export const exec = async (argv: readonly string[], options: ExecOptions): Promise<number> => {
  refuseProduction();
  const app = await readApp(argv);
  await using joined = await findLab(options);
  await registerClient(joined.world, joined.personas, options, 'vendor');
  await using clock = options.libfaketime ? await holdClock(joined.world) : undefined;
  const { browser: wanted, caDir } = options;
  const way = {
    lab: { url: joined.url, hosts: hostsWith(joined.personas, options.domain ?? {}) },
    world: joined.world.id,
    tunnel: tunnelOf(options),
  };
  const onProcess = async (client: ClientProcess) => clock?.follow(client);
  await using proxy = await openProxy({ ...way, ...(caDir !== undefined && { caDir }), onRefused: say, onProcess });
  await using browser = await openLabBrowser({ ...way, proxy, url: wanted === true ? undefined : wanted, say });
  await using smtp = options.smtp === undefined ? undefined : await openSmtp({ world: joined.world, port: options.smtp });
  const env = {
    ...environmentFor(app, joined, proxy, { tunnel: way.tunnel, domains: options.domain ?? {} }),
    ...(smtp && smtpEnvironment(smtp)),
    ...clock?.environment(process.env),
  };
  const { personas } = joined;
  const connection = { app, personas, proxy, browserCommand: browser.command, opensBrowser: wanted !== undefined, smtp };
  console.error(await renderNotice(joined, connection));
  await warnIfClosed(caDir);
  if (wanted !== undefined) void browser.start();
  const found = await findingsSince(joined.world);
  const code = await runChild({ ...app, env, say });
  const lines = renderFindings(await found());
  if (lines.length > 0) say(lines.join('\n'));
  return code;
};

/** An app in development calls services of its own: other hosts pass, unless `--no-tunnel` forbids it. */
const tunnelOf = ({ tunnel = [] }: ExecOptions): readonly string[] => (tunnel === false ? [] : ['*', ...tunnel]);

/**
 * Node programs are intercepted in-process and need no proxy; other programs, and a Node that is too old for that, use the proxy
 * variables of their language.
 */
const environmentFor = (
  app: App,
  { url, world }: JoinedLab,
  proxy: LabProxy,
  bounds: { readonly tunnel: readonly string[]; readonly domains: Readonly<Record<string, string>> },
): NodeJS.ProcessEnv => {
  const { NODE_USE_ENV_PROXY: _, ...variables } = proxy.environment(world.id, app.env);
  const nodeVersion = app.node?.version ?? process.version;
  const { NODE_OPTIONS, ...target } = connectTarget({ url, world: world.id, ...bounds, nodeVersion }, app.env);
  return {
    ...app.env,
    ...variables,
    LOGINLAB_PROXY: proxy.url,
    ...target,
    ...(takesPreload(app) && { NODE_OPTIONS }),
  };
};
