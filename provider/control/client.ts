import { LoginLabError, type PersonaId, type World } from '../model/index.ts';
import { type Call, callsTo, notALab } from './remote-call.ts';
import { remoteWorld } from './remote-world.ts';
import { labInfo } from './shapes.ts';

/** A lab in another process. */
export interface RemoteLab {
  /** `http://localhost:4400` */
  readonly url: string;
  readonly personas: readonly PersonaId[];
  /** Where its console was when this connected. */
  readonly console?: string;
  readonly default: World;
  /** A world that is open there. Rejects with `world-gone`. */
  find(id: string): Promise<World>;
  /** Opens an isolated world; disposing it closes it there. */
  world(): Promise<World>;
}

export interface ConnectOptions {
  /** The token that a lab beyond loopback printed when it started. Default: `LOGINLAB_TOKEN` of the environment. */
  readonly token?: string | undefined;
}

/**
 * Connects to a lab by any of its addresses. Throws `usage` for what is no http address, and `lab-unreachable` when
 * nothing listens there or what listens is no lab, `usage` when it wants a token.
 */
export const connectLab = async (
  url: string,
  { token = process.env.LOGINLAB_TOKEN }: ConnectOptions = {},
): Promise<RemoteLab> => {
  const base = new URL(httpOrigin(url));
  const call = callsTo(base, token);
  const { personas, console } = await infoOf(call, base);
  const find = async (world: string) => remoteWorld(call, await call('worlds.read', { path: { world } }), personas);
  return {
    url: base.origin,
    personas,
    ...(console !== undefined && { console }),
    default: await find('default'),
    find,
    world: async () => remoteWorld(call, await call('worlds.open', { path: {} }), personas),
  };
};

const httpOrigin = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed.origin;
  throw new LoginLabError('usage', `The address of a lab must be an http URL such as "http://localhost:4400", found "${url}".`, {
    field: 'url',
  });
};

const infoOf = async (call: Call, base: URL): Promise<Pick<RemoteLab, 'personas'> & { readonly console: string | undefined }> => {
  const info = labInfo.safeParse(await call('lab.read', { path: {} }));
  // The ids are those of that lab.
  if (info.success) return { personas: info.data.personas as PersonaId[], console: info.data.console };
  throw notALab(new URL('/_lab/', base), '200 with other JSON');
};
