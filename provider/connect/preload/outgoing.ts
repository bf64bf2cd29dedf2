import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { domainToASCII } from 'node:url';
import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { hostsOf } from '../../model/vendor.ts';
import { hostsWith, vendorsWith } from '../domains.ts';
import { isHost } from '../proxy/host-names.ts';
import { type Bounds, type WayOut, wayOutTo } from '../proxy/upstream.ts';
import { settleConnections } from './connections.ts';
import { forward } from './forward.ts';
import { type LabLink, unreachable } from './lab-link.ts';
import { keepFromProxies } from './proxy-variables.ts';
import { ownVariables, type PreloadSettings } from './settings.ts';
import { passOn } from './started-programs.ts';
import { leaveThisMachine } from './this-machine.ts';

const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/^\[|\]$/g, '');

/** Where a call goes, by the lab that is there: it is asked only when a vendor is called. */
const wayOf = async (url: URL, settings: PreloadSettings, link: LabLink): Promise<WayOut> => {
  const host = hostOf(url);
  const bounds = boundsOf(settings);
  const way = wayOutTo(host, bounds);
  if (way.to !== 'lab') return way;
  const personas = await link.meet();
  return wayOutTo(host, { ...bounds, served: hostsWith(personas, settings.domains ?? {}) });
};

/** The vendors of every lab, whichever this one serves. */
const boundsOf = ({ tunnel, domains = {} }: PreloadSettings): Bounds => {
  const vendors = vendorsWith(domains);
  return { served: vendors.flatMap(hostsOf), vendors, tunnel };
};

/** What a program does with the error of a call is its own business: the person at the terminal reads it as well, once. */
const told = new Set<string>();
const stopped = (what: string, why: string, cause?: unknown): Error => {
  const message = `${what} was stopped: ${why}`;
  if (!told.has(why)) process.emitWarning(message, 'LoginLabWarning');
  told.add(why);
  return new Error(`[loginlab] ${message}`, { cause });
};

const answer = async (request: Request, settings: PreloadSettings, link: LabLink): Promise<Response | undefined> => {
  const url = new URL(request.url);
  const way = await wayOf(url, settings, link);
  if (way.to === 'nowhere') throw new Error(way.why);
  return way.to === 'lab' ? await forward(settings, request) : undefined;
};

/** An injected fault breaks the connection like a network error. If no lab runs, the connection is refused. */
const isBroken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ECONNRESET';
const isConnection = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall === 'connect';

const reasonOf = (request: Request, error: unknown, settings: PreloadSettings): unknown => {
  if (isBroken(error)) return error;
  const { origin, pathname } = new URL(request.url);
  const { message, cause } = isConnection(error) ? unreachable(settings, error) : (error as Error);
  return stopped(`${request.method} ${origin}${pathname}`, message, cause);
};

/** `node:http2` is not intercepted, so it is blocked. */
const guardHttp2 = (bounds: Bounds): void => {
  const { connect } = http2;
  http2.connect = ((authority: string | URL, ...rest: unknown[]) => {
    const url = new URL(authority);
    const { to } = wayOutTo(hostOf(url), bounds);
    if (to === 'this-machine' || to === 'outside') return Reflect.apply(connect, http2, [authority, ...rest]);
    throw stopped(
      `HTTP/2 to ${url.host}`,
      'loginlab/preload intercepts HTTP/1.1 (fetch, undici, http, https), but not node:http2.',
    );
  }) as typeof connect;
  syncBuiltinESMExports();
};

/** Names that Node and URLs write in ASCII. Of others, a URL would take a part for the whole: `#` ends its host. */
const IN_LETTERS = /^(?:[\w.-]|\P{ASCII})+$/u;

const noHost =
  (wayTo: (host: string) => WayOut) =>
  (host: string): Error | undefined => {
    const written = IN_LETTERS.test(host) ? domainToASCII(host) || host : host;
    if (isHost(written)) return undefined;
    const way = wayTo(written);
    return way.to === 'nowhere' ? stopped('A connection', way.why) : undefined;
  };

/** Intercepts the calls of this program: vendors' hosts go to the lab, this machine and hosts in `tunnel` are not changed, others are blocked. */
export const leadCalls = (settings: PreloadSettings, link: LabLink): void => {
  const interceptor = new HttpRequestInterceptor();
  interceptor.on('request', async ({ request, controller }) => {
    try {
      const response = await answer(request, settings, link);
      if (response) controller.respondWith(response);
    } catch (error) {
      controller.errorWith(reasonOf(request, error, settings));
    }
  });
  const bounds = boundsOf(settings);
  const wayTo = (host: string): WayOut => wayOutTo(host, bounds);
  leaveThisMachine(() => interceptor.apply(), noHost(wayTo));
  settleConnections({ wayTo, stopped });
  passOn({ ...ownVariables(process.env), ...keepFromProxies(bounds.served, process.env) }, process.env);
  guardHttp2(bounds);
};
