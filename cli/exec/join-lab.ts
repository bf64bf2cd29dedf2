import { connectLab, type Lab, type World } from '../../provider/index.ts';
import { gapOf, LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { chosenPersonas } from '../serve/chosen.ts';
import { gapsOnStderr } from '../serve/gaps.ts';
import { openConsole } from '../serve/open-console.ts';
import { openLab } from '../serve/open-lab.ts';
import { suggestOnStderr } from '../serve/suggest.ts';
import type { ExecOptions } from './options.ts';
import { say } from './say.ts';

/** The lab that the app uses: started for it, or already running. */
export interface JoinedLab extends AsyncDisposable {
  readonly url: string;
  readonly personas: readonly PersonaId[];
  readonly world: World;
  /** Where the console shows this world; absent without one. */
  readonly console?: string;
}

const PORT = 4400;

/** Starts a lab, or joins the one that was named. Throws `usage`, `unknown-id`, `port-taken`, `lab-unreachable`. */
export const findLab = async (options: ExecOptions): Promise<JoinedLab> => {
  const url = options.url?.origin ?? process.env.LOGINLAB_URL;
  return url === undefined || url === '' ? startLab(options) : joinLab(url, options);
};

const joinLab = async (
  url: string,
  { as, persona, port, gaps, design, mailScanner, console, open }: ExecOptions,
): Promise<JoinedLab> => {
  const ofItsOwn = {
    '--as': as,
    '--persona': persona,
    '--port': port,
    '--gaps': gaps,
    '--design': design,
    '--mail-scanner': mailScanner,
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

/** Prints how to register refused clients, and gaps of the lab, as the terminal of the lab does. */
const printSuggestions = async (world: World, signal: AbortSignal): Promise<void> => {
  const [tell, tellGap] = [suggestOnStderr(), gapsOnStderr()];
  for await (const event of await world.wire.follow({ signal })) {
    if (event.kind !== 'exchange') continue;
    if (event.exchange.suggestion) tell(event.exchange.suggestion, false);
    const gap = gapOf(event.exchange);
    if (gap !== undefined) tellGap(gap);
  }
};

const startLab = async (options: ExecOptions): Promise<JoinedLab> => {
  const { persona, port, as } = options;
  const lab = await openOn(chosenPersonas(persona), port, options);
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
const openOn = async (personas: readonly PersonaId[], port: number | undefined, options: ExecOptions): Promise<Lab> => {
  const { hints, gaps, design, mailScanner, domain } = options;
  const more = domain === undefined ? {} : { domain };
  const open = (at: number) => openLab(personas, { port: at, hints, gaps, design, mailScanner, unmodifiedApps: true, ...more });
  if (port !== undefined) return open(port);
  return open(PORT).catch((error) => (isPortTaken(error) ? open(0) : Promise.reject(error)));
};

const isPortTaken = (error: unknown): boolean => error instanceof LoginLabError && error.code === 'port-taken';
