import type { Lab, LabProxy } from '../../provider/index.ts';
import { type GapAnswer, LoginLabError } from '../../provider/model/index.ts';
import { refuseProduction } from '../production.ts';
import { onStopSignal } from '../signals.ts';
import { renderBanner } from './banner.ts';
import { type ClientOptions, chosenPersonas, registerClient } from './chosen.ts';
import { type ConsoleSwitches, openConsole } from './open-console.ts';
import { openLab } from './open-lab.ts';
import type { ServedProxy, Serving } from './serving.ts';

export interface ServeOptions extends ClientOptions, ConsoleSwitches {
  readonly persona?: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly hints: boolean;
  readonly gaps: GapAnswer;
  readonly proxy?: number;
  /** `true`: the flag was given without a value. */
  readonly tunnel?: readonly string[] | true;
  readonly json?: true;
}

/** Serves until a signal arrives, then closes. Throws `usage`, `unknown-id`, `port-taken`. */
export const serve = async (options: ServeOptions): Promise<void> => {
  refuseProduction();
  const stopped = Promise.withResolvers<void>();
  using _listening = onStopSignal(() => stopped.resolve());
  await using lab = await openLab(await chosenPersonas(options.persona), options);
  await registerClient(lab.default, lab.personas, options);
  await using proxy = await openProxyFor(lab, options);
  const opened = await openConsole(lab, options);
  const serving = {
    ...(await readServing(lab)),
    ...(opened && { console: opened.url }),
    ...(proxy && { proxy: readProxy(proxy, options) }),
  };
  console.log(options.json ? JSON.stringify(serving) : renderBanner(serving));
  await stopped.promise;
};

const openProxyFor = async (lab: Lab, { proxy: port, tunnel }: ServeOptions): Promise<LabProxy | undefined> => {
  if (port === undefined) {
    if (tunnel === undefined) return undefined;
    const message = '--tunnel: needs the proxy.\n  Add --proxy 4480';
    throw new LoginLabError('usage', message, { field: '--tunnel' });
  }
  const { openProxy } = await import('../../provider/index.ts');
  const onRefused = (why: string) => console.error(`[loginlab] ${why}`);
  return openProxy({ lab, port, tunnel: tunnelOf(tunnel), onRefused });
};

const tunnelOf = (tunnel: ServeOptions['tunnel']): readonly string[] => (tunnel === true ? ['*'] : (tunnel ?? []));

const readProxy = (proxy: LabProxy, { tunnel }: ServeOptions): ServedProxy => ({
  url: proxy.url,
  environment: proxy.environment(process.env.LOGINLAB_WORLD ?? 'default'),
  tunnel: tunnelOf(tunnel),
});

const readServing = async (lab: Lab): Promise<Serving> => ({
  url: lab.url,
  pid: process.pid,
  ...(lab.token !== undefined && { token: lab.token }),
  personas: await Promise.all(
    lab.personas.map(async (id) => ({ id, address: lab.default[id].address, clients: await lab.default[id].clients() })),
  ),
  people: (await lab.default.people.list()).map(({ key, name, email }) => ({ key, name, email })),
});
