import process from 'node:process';
import { includesHost, LoginLabError } from '../model/index.ts';
import type { Authority } from './proxy/authority.ts';
import type { ClientProcess } from './proxy/client-process.ts';
import { worldOfNameless } from './proxy/nameless.ts';
import { ProxyServer } from './proxy/server.ts';
import { type Bounds, wayOutTo } from './proxy/upstream.ts';
import { type ProxyPlace, proxyEnvironment } from './proxy-environment.ts';
import { openTrust, type Trust } from './trust.ts';

/** What a proxy is opened with. */
export interface ProxyOptions {
  /** The lab that answers for the vendors: on this machine, in this process or another. */
  readonly lab: { readonly url: string; readonly hosts: readonly string[]; readonly token?: string };
  /** Default 0: any free port. */
  readonly port?: number;
  /**
   * World of clients that name none as their proxy user. Default: `LOGINLAB_WORLD`, else `default`; a lab with other worlds
   * asks such a client for a name (407).
   */
  readonly world?: string;
  /** A client that names no world is asked for one, which is what a browser waits for. Default false. */
  readonly mustNameWorld?: boolean;
  /** The clients are browsers that are told to believe `serverKeyDigest`; they complain once before they do. Default: `mustNameWorld`. */
  readonly isForBrowsers?: boolean;
  /** Hosts that may be reached for real; `*`: every one that is not below a vendor's domain. Default: none. */
  readonly tunnel?: readonly string[];
  /** Where the files for programs are written, and stay; default: a new folder that is removed with the proxy. */
  readonly caDir?: string;
  /** A trust, or another proxy, whose authority and files this one shares; it must stay open longer. */
  readonly beside?: Pick<Trust, 'authority' | 'trust'>;
  /** Told once of each thing that was refused; default: a warning of the process. */
  readonly onRefused?: (why: string) => void;
  /**
   * Told once of each process that calls the lab through this proxy, before its first request goes on. With it, the lab
   * names the processes of clients. Linux only, and only for processes of the same user.
   */
  readonly onProcess?: (process: ClientProcess) => Promise<void>;
}

/** A proxy at work, on loopback. Its authority's key is in memory only, and ends with it. */
export interface LabProxy extends AsyncDisposable, ProxyPlace {
  readonly port: number;
  /** Nothing has its certificate installed. */
  readonly authority: Authority;
  /** Environment for a program whose vendor calls belong to a world; `before`: what its environment is without. */
  environment(world: string, before?: Readonly<Record<string, string | undefined>>): Record<string, string>;
  close(): Promise<void>;
}

const warn = (why: string): void => process.emitWarning(why, 'LoginLabWarning');

/** Programs try again and again; their user reads a thing once. */
const once = (tell: (why: string) => void): ((why: string) => void) => {
  const told = new Set<string>();
  return (why) => {
    if (told.size < 1_000 && !told.has(why)) tell(why);
    told.add(why);
  };
};

/** Throws `usage` for a host that a persona answers for: its user would believe to reach the real one. */
const tunnelled = ({ lab, tunnel = [] }: ProxyOptions, vendors: Bounds['vendors']): readonly string[] => {
  const hosts = tunnel.map((host) => host.toLowerCase());
  const unserved = vendors.flatMap(({ unservedHosts = [] }) => unservedHosts);
  const served = hosts.find((host) => includesHost(lab.hosts, host) && !unserved.includes(host));
  if (served === undefined) return hosts;
  const message = `--tunnel: this lab answers for ${served}, so the real host cannot be reached. Leave it out.`;
  throw new LoginLabError('usage', message, { field: '--tunnel' });
};

const listen = async (server: ProxyServer, port: number): Promise<number> => {
  try {
    return await server.listen(port);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    const message = `Port ${port} of the proxy is taken by another program. Use another port (--proxy ${port + 1}), or any free port: --proxy 0`;
    throw new LoginLabError('port-taken', message, { cause, field: '--proxy' });
  }
};

/**
 * Opens a proxy through which programs of any language reach the vendors' hosts in the lab, and nothing else but this
 * machine. `vendors`: all vendors that a lab can imitate. Rejects with `port-taken`, and with `usage` for an imitated host
 * in `tunnel`.
 */
export const openProxy = async (options: ProxyOptions, vendors: Bounds['vendors']): Promise<LabProxy> => {
  const { lab, beside, caDir } = options;
  const tunnel = tunnelled(options, vendors);
  const own = beside ? undefined : await openTrust({ hosts: lab.hosts, ...(caDir !== undefined && { caDir }) });
  const release = async () => own?.[Symbol.asyncDispose]();
  const { authority, trust } = beside ?? (own as Trust);
  const server = new ProxyServer({
    labPort: Number(new URL(lab.url).port),
    wayOutTo: (host) => wayOutTo(host, { served: lab.hosts, vendors, tunnel }),
    credentialsFor: authority.issue,
    worldOfNameless: worldOfNameless(options),
    isForBrowsers: options.isForBrowsers ?? options.mustNameWorld ?? false,
    refused: once(options.onRefused ?? warn),
    onProcess: options.onProcess,
  });
  const port = await listen(server, options.port ?? 0).catch((error) => release().then(() => Promise.reject(error)));
  const place = { url: `http://127.0.0.1:${port}`, trust };
  const close = async () => {
    await server.close();
    await release();
  };
  return {
    ...place,
    port,
    authority,
    environment: (of, before) => proxyEnvironment(place, of, before),
    close,
    [Symbol.asyncDispose]: close,
  };
};
