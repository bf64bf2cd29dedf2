import { connectLab, connectTarget, type Lab, type LabProxy, openProxy, PERSONAS, type World } from '../../provider/index.ts';
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { userFolder } from '../paths.ts';
import { refuseProduction } from '../production.ts';
import { type ClientOptions, chosenPersonas, registerClient } from '../serve/chosen.ts';
import { type ConsoleSwitches, openConsole } from '../serve/open-console.ts';
import { openLab } from '../serve/open-lab.ts';
import { suggestOnStderr } from '../serve/suggest.ts';
import { runChild } from './child.ts';
import { renderNotice } from './notice.ts';

export interface ExecOptions extends ClientOptions, ConsoleSwitches {
  readonly persona?: readonly string[];
  readonly as?: string;
  readonly port?: number;
  readonly url?: URL;
  readonly hints: boolean;
  /** Hosts of a vendor's domain that may be reached on the internet; `false`: none at all, nor any other host. */
  readonly tunnel?: readonly string[] | false;
}

/** The lab that the app uses: started for it, or already running. */
export interface JoinedLab extends AsyncDisposable {
  readonly url: string;
  readonly personas: readonly PersonaId[];
  readonly world: World;
  /** Where the console shows this world; absent without one. */
  readonly console?: string;
}

const PORT = 4400;

const say = (line: string): void => console.error(`[loginlab] ${line}`);

/** Runs an app in the lab to its end. Returns its exit code. Throws `usage`, `unknown-id`, `port-taken`, `lab-unreachable`. */
export const exec = async (argv: readonly string[], options: ExecOptions): Promise<number> => {
  refuseProduction();
  await using joined = await findLab(options);
  await registerClient(joined.world, joined.personas, options, 'vendor');
  const tunnel = tunnelOf(options);
  await using proxy = await openProxy({ lab: { url: joined.url, hosts: hostsOf(joined.personas) }, tunnel, onRefused: say });
  const env = environmentFor(joined, proxy, tunnel);
  console.error(await renderNotice(joined, argv));
  return await runChild({ argv, cwd: userFolder(), env, say });
};

const findLab = async (options: ExecOptions): Promise<JoinedLab> => {
  const url = options.url?.origin ?? process.env.LOGINLAB_URL;
  return url === undefined || url === '' ? startLab(options) : joinLab(url, options);
};

const joinLab = async (url: string, { as, persona, port, console, open }: ExecOptions): Promise<JoinedLab> => {
  const ofItsOwn = {
    '--as': as,
    '--persona': persona,
    '--port': port,
    '--console': console === false ? undefined : console,
    '--open': open,
  };
  const [mine] = Object.entries(ofItsOwn).find(([, value]) => value !== undefined) ?? [];
  if (mine !== undefined) {
    const message = `${mine}: applies only to a lab that exec starts, but the lab at ${url} is already running.\n  Leave it out, or leave out --url and LOGINLAB_URL`;
    throw new LoginLabError('usage', message, { field: mine });
  }
  const lab = await connectLab(url);
  const world = await lab.find(process.env.LOGINLAB_WORLD || 'default');
  const leaving = new AbortController();
  const printed = printSuggestions(world, leaving.signal).catch(() => say('The connection to the lab was lost.'));
  const leave = async () => {
    leaving.abort();
    await printed;
  };
  const { personas, console: there } = lab;
  return { url: lab.url, personas, world, ...(there && { console: consoleAt(there, world) }), [Symbol.asyncDispose]: leave };
};

const consoleAt = (url: string, { id }: World): string =>
  id === 'default' ? url : `${url}/?${new URLSearchParams({ world: id })}`;

/** Prints how to register refused clients, as the terminal of the lab does. */
const printSuggestions = async (world: World, signal: AbortSignal): Promise<void> => {
  const tell = suggestOnStderr();
  for await (const event of await world.wire.follow({ signal })) {
    if (event.kind === 'exchange' && event.exchange.suggestion) tell(event.exchange.suggestion, false);
  }
};

const startLab = async (options: ExecOptions): Promise<JoinedLab> => {
  const { persona, port, as, hints } = options;
  const lab = await openOn(await chosenPersonas(persona), port, hints);
  const world = lab.default;
  if (as !== undefined) await world.reset([(await world.people.list()).find(({ key }) => key === as) ?? { key: as }]);
  for (const id of lab.personas)
    for (const client of await world[id].clients()) await world[id].register({ ...client, issuer: 'vendor' });
  const { url, personas } = lab;
  const close = () => lab.close();
  const console = await openConsole(lab, options).catch((error) => close().then(() => Promise.reject(error)));
  return { url, personas, world, ...(console && { console: console.url }), [Symbol.asyncDispose]: close };
};

/** The default port, so that addresses stay stable; a free port if it is taken. */
const openOn = async (personas: readonly PersonaId[], port: number | undefined, hints: boolean): Promise<Lab> => {
  const open = (at: number) => openLab(personas, { port: at, hints, unmodifiedApps: true });
  if (port !== undefined) return open(port);
  return open(PORT).catch((error) => (isPortTaken(error) ? open(0) : Promise.reject(error)));
};

const isPortTaken = (error: unknown): boolean => error instanceof LoginLabError && error.code === 'port-taken';

const hostsOf = (personas: readonly PersonaId[]): readonly string[] => personas.flatMap((id) => PERSONAS[id].hosts);

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
