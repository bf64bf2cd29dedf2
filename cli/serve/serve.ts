import { isIP } from 'node:net';
import type { Lab, LabOptions, LabProxy, LabSmtp, Trust } from '../../provider/index.ts';
import {
  type GapAnswer,
  includesHost,
  LoginLabError,
  localIssuer,
  type PersonaId,
  speaksOauth,
} from '../../provider/model/index.ts';
import type { LabBrowser } from '../browser/lab-browser.ts';
import type { MailOptions } from '../mail-options.ts';
import { refuseProduction } from '../production.ts';
import { onStopSignal } from '../signals.ts';
import { renderBanner } from './banner.ts';
import { warnIfClosed } from './ca-dir.ts';
import { type ClientOptions, chosenPersonas, registerClient } from './chosen.ts';
import { type ConsoleSwitches, openConsole } from './open-console.ts';
import { openLab } from './open-lab.ts';
import type { ServedProxy, Serving } from './serving.ts';

type CredentialsFor = NonNullable<LabOptions['https']>;

export interface ServeOptions extends ClientOptions, ConsoleSwitches, MailOptions {
  readonly persona?: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly hints: boolean;
  readonly gaps: GapAnswer;
  readonly design?: string;
  readonly domain?: LabOptions['domains'];
  readonly proxy?: number;
  /** `true`: the flag was given without a value. */
  readonly tunnel?: readonly string[] | true;
  readonly json?: true;
  /** Serves the personas over TLS. */
  readonly https?: true;
  /** Opens a browser in the lab; a URL: at that address of the app. */
  readonly browser?: true | URL;
  /** Where the files with certificates are written, and stay. */
  readonly caDir?: string;
}

/** Serves until a signal arrives, then closes. Throws `usage`, `unknown-id`, `port-taken`. */
export const serve = async (options: ServeOptions): Promise<void> => {
  refuseProduction();
  const stopped = Promise.withResolvers<void>();
  using _listening = onStopSignal(() => stopped.resolve());
  const personas = chosenPersonas(options.persona);
  await using trust = await trustFor(personas, options);
  await using lab = await openLab(personas, { ...options, https: trust && options.https && httpsBy(trust) });
  await registerClient(lab.default, lab.personas, options);
  await using proxy = trust && (await openProxyFor(lab, trust, options));
  await using browser = proxy && (await openBrowserFor(lab, proxy, options));
  await using smtp = await openSmtpFor(lab, options);
  const opened = await openConsole(lab, options);
  const serving = {
    ...(await readServing(lab)),
    ...(opened && { console: opened.url }),
    ...(proxy && browser && { proxy: { ...readProxy(proxy, options), browser: browser.command } }),
    ...(smtp && { smtp: await readSmtp(smtp) }),
    ...(trust && options.https && { trust: { authority: trust.trust.authority, roots: trust.trust.roots } }),
  };
  console.log(options.json ? JSON.stringify(serving) : renderBanner(serving));
  await warnIfClosed(options.caDir);
  if (options.browser !== undefined) void browser?.start();
  await stopped.promise;
};

/** Certificates are only for those who ask for TLS; `--browser` needs the proxy. Throws `usage` for options without it. */
const trustFor = async (personas: readonly PersonaId[], options: ServeOptions): Promise<Trust | undefined> => {
  const { https, proxy, browser, tunnel, caDir, host } = options;
  const usesProxy = proxy !== undefined || browser !== undefined;
  if (tunnel !== undefined && !usesProxy) throw needs('--tunnel', 'the proxy', '--proxy 4480');
  if (caDir !== undefined && !usesProxy && !https) throw needs('--ca-dir', 'certificates', '--proxy 4480, or --https');
  if (!usesProxy && !https) return undefined;
  const { openTrust, VENDORS } = await import('../../provider/index.ts');
  const own = https ? ['localhost', ...(isIP(host) || host === 'localhost' ? [] : [host])] : [];
  const hosts = [...personas.flatMap((id) => VENDORS[id].hosts), ...Object.keys(options.domain ?? {}), ...own];
  return openTrust({ hosts, ...(caDir !== undefined && { caDir }) });
};

const needs = (field: string, what: string, add: string): LoginLabError =>
  new LoginLabError('usage', `${field}: needs ${what}.\n  Add ${add}`, { field });

/** By a name that the authority may sign for; by an address, or another name, as `localhost`. */
const httpsBy =
  ({ authority }: Trust): CredentialsFor =>
  (name) =>
    authority.issue(name !== undefined && includesHost(authority.hosts, name) ? name : 'localhost');

const openProxyFor = async (lab: Lab, beside: Trust, options: ServeOptions): Promise<LabProxy | undefined> => {
  const { proxy: port, browser, tunnel } = options;
  if (port === undefined && browser === undefined) return undefined;
  const { openProxy } = await import('../../provider/index.ts');
  return openProxy({ lab, port: port ?? 0, beside, tunnel: tunnelOf(tunnel), onRefused: say });
};

const openBrowserFor = async (lab: Lab, proxy: LabProxy, { browser, tunnel }: ServeOptions): Promise<LabBrowser> => {
  const { openLabBrowser } = await import('../browser/lab-browser.ts');
  const world = process.env.LOGINLAB_WORLD || 'default';
  return openLabBrowser({ lab, world, tunnel: tunnelOf(tunnel), proxy, url: browser === true ? undefined : browser, say });
};

const openSmtpFor = async (lab: Lab, { smtp: port }: ServeOptions): Promise<LabSmtp | undefined> => {
  if (port === undefined) return undefined;
  const { openSmtp } = await import('../../provider/index.ts');
  return openSmtp({ world: lab.default, port });
};

const readSmtp = async ({ url, host, port }: LabSmtp): Promise<NonNullable<Serving['smtp']>> => {
  const { smtpEnvironment } = await import('../../provider/index.ts');
  return { url, environment: smtpEnvironment({ url, host, port }) };
};

const say = (line: string): void => console.error(`[loginlab] ${line}`);

const tunnelOf = (tunnel: ServeOptions['tunnel']): readonly string[] => (tunnel === true ? ['*'] : (tunnel ?? []));

const readProxy = (proxy: LabProxy, { tunnel }: ServeOptions): Omit<ServedProxy, 'browser'> => ({
  url: proxy.url,
  environment: proxy.environment(process.env.LOGINLAB_WORLD ?? 'default'),
  tunnel: tunnelOf(tunnel),
});

const readPersona = async (lab: Lab, id: PersonaId): Promise<Serving['personas'][number]> => {
  const { loadPersona } = await import('../../provider/index.ts');
  const persona = await loadPersona(id);
  const { address } = lab.default[id];
  const issuer = speaksOauth(persona) ? localIssuer(address, persona) : address;
  return { id, address, issuer, clients: await lab.default[id].clients() };
};

const readServing = async (lab: Lab): Promise<Serving> => ({
  url: lab.url,
  pid: process.pid,
  ...(lab.token !== undefined && { token: lab.token }),
  personas: await Promise.all(lab.personas.map((id) => readPersona(lab, id))),
  people: (await lab.default.people.list()).map(({ key, name, email }) => ({ key, name, email })),
});
