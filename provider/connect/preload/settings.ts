import { type Domains, readDomains } from '../domains.ts';

/** What leads a program into a lab: read from its environment, `LOGINLAB_URL`, `LOGINLAB_WORLD`, `LOGINLAB_TOKEN`, `LOGINLAB_TUNNEL` and `LOGINLAB_DOMAINS`. */
export interface PreloadSettings {
  /** Origin of the lab; default `http://localhost:4400`. */
  readonly url: URL;
  /** Default: the default world. */
  readonly world: string;
  /** What the control API of a lab beyond loopback wants. */
  readonly token?: string;
  /** Hosts that may be reached for real, as `--tunnel` names them; default: none. */
  readonly tunnel: readonly string[];
  /** Personas by hosts of their tenants, as `LOGINLAB_DOMAINS` names them. Default: none. */
  readonly domains?: Domains;
  /** The file from which libfaketime reads the time of this program, if it is loaded: `FAKETIME_TIMESTAMP_FILE`. */
  readonly faketimeFile?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_URL = 'http://localhost:4400';

const readUrl = (written: string): URL => {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol === 'http:') return new URL(url.origin);
  throw new Error(
    `[loginlab] LOGINLAB_URL is "${written}", but must be the address of a running lab, such as ${DEFAULT_URL}: correct it, or unset it for that address.`,
  );
};

const requireNoProduction = (env: Environment): void => {
  if (env.NODE_ENV !== 'production' || env.LOGINLAB_ALLOW_PRODUCTION === '1') return;
  throw new Error(
    '[loginlab] NODE_ENV is "production", but NODE_OPTIONS loads loginlab/preload, which lets anybody sign in as anybody: remove it from NODE_OPTIONS, or set LOGINLAB_ALLOW_PRODUCTION=1 if this is no production system.',
  );
};

/** Throws, in one sentence that names the variable, where no program may be led anywhere. */
export const readSettings = (env: Environment): PreloadSettings => {
  requireNoProduction(env);
  return {
    url: readUrl(env.LOGINLAB_URL || DEFAULT_URL),
    world: env.LOGINLAB_WORLD || 'default',
    ...(env.LOGINLAB_TOKEN && { token: env.LOGINLAB_TOKEN }),
    tunnel: (env.LOGINLAB_TUNNEL ?? '').split(',').filter(Boolean),
    ...(env.LOGINLAB_DOMAINS && { domains: readDomains(env.LOGINLAB_DOMAINS) }),
    ...(env.LD_PRELOAD?.includes('libfaketime') && env.FAKETIME_TIMESTAMP_FILE && { faketimeFile: env.FAKETIME_TIMESTAMP_FILE }),
  };
};

/** What leads a program that this one starts into the same lab. */
export const ownVariables = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && /^(?:LOGINLAB_|NODE_OPTIONS$)/.test(name) ? [[name, value]] : [],
    ),
  );
