import { type ConnectTarget, connectTarget, type LabProxy, openProxy, VENDORS } from '../../provider/index.ts';
import type { PersonaId, World } from '../../provider/model/index.ts';
import type { App } from '../model/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An app in development calls services of its own: hosts that are no vendor's pass, as in `exec`. */
const TUNNEL = ['*'];

/** How one app instance reaches its world at the vendors' own addresses: variables for its environment. */
export class AppConnection {
  readonly #how: App['connect'];
  readonly #target: ConnectTarget;
  readonly #proxy: LabProxy | undefined;

  private constructor(how: App['connect'], target: ConnectTarget, proxy: LabProxy | undefined) {
    this.#how = how;
    this.#target = target;
    this.#proxy = proxy;
  }

  /** `refused` is told what the app tried to reach in vain. */
  static async open(
    app: Pick<App, 'connect' | 'personas'>,
    world: World,
    refused: (why: string) => void,
  ): Promise<AppConnection> {
    const [persona] = app.personas;
    const url = new URL(world[persona as PersonaId].address).origin;
    const target = { url, world: world.id, tunnel: TUNNEL };
    const hosts = Object.values(VENDORS).flatMap((vendor) => vendor.hosts);
    const isProxied = app.connect === 'proxy' || app.connect === 'any';
    // The user name of its address names the world. Java cannot send one: so the world is also the default of this proxy.
    const proxy = isProxied
      ? await openProxy({ lab: { url, hosts }, world: world.id, tunnel: TUNNEL, onRefused: refused })
      : undefined;
    return new AppConnection(app.connect, target, proxy);
  }

  /** `before`: the environment without them. */
  variables(before: Environment): Readonly<Record<string, string>> {
    if (this.#how === 'url') return {};
    const proxied = this.#proxy?.environment(this.#target.world, before) ?? {};
    if (this.#how === 'proxy') return proxied;
    // Node programs are intercepted in-process and need no proxy.
    const { NODE_USE_ENV_PROXY: _, ...others } = proxied;
    return { ...others, ...connectTarget(this.#target, before) };
  }

  async close(): Promise<void> {
    await this.#proxy?.close();
  }
}
