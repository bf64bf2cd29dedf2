import { AsyncLocalStorage } from 'node:async_hooks';
import process from 'node:process';
import { type HttpHandler, HttpResponse, http, passthrough } from 'msw';
import { includesHost } from '../model/hosts.ts';
import { WORLD_HEADER } from '../model/world-header.ts';
import { isThisMachine } from './proxy/host-names.ts';

/** What the handlers need of a lab. */
export interface VendorSide {
  /** The imitated hosts of the vendors. */
  readonly hosts: readonly string[];
  fetch(request: Request): Promise<Response>;
}

const current = new AsyncLocalStorage<string>();

/** Runs something whose calls to vendors belong to a world, through everything that it awaits or calls later. */
export const inWorld = <T>(world: { readonly id: string }, action: () => T): T => current.run(world.id, action);

const hostOf = (request: Request): string => new URL(request.url).host;
const isOnThisMachine = (request: Request): boolean => isThisMachine(new URL(request.url).hostname.replace(/^\[|\]$/g, ''));

const ask = async (lab: VendorSide, request: Request): Promise<Response> => {
  const headers = new Headers(request.headers);
  const world = current.getStore();
  if (world !== undefined) headers.set(WORLD_HEADER, world);
  try {
    return await lab.fetch(new Request(request, { headers }));
  } catch {
    return HttpResponse.error(); // the lab dropped the connection: its wire log says why
  }
};

const refuse = (lab: VendorSide, request: Request): Response => {
  const { origin, pathname } = new URL(request.url);
  process.emitWarning(
    `${request.method} ${origin}${pathname} was blocked: no persona of this lab serves "${hostOf(request)}", and no request leaves this machine. Served hosts: ${lab.hosts.join(', ')}. For another host, put your own MSW handler first.`,
    'LoginLabWarning',
  );
  return HttpResponse.error();
};

/**
 * Handlers for MSW 3: outgoing calls of this process to a vendor's own hosts are answered by the lab, in the world of
 * `inWorld`, else in the default one. Calls within this machine pass; every other one fails with a warning.
 *
 * The TLS sockets are MSW's own: they say `authorized: false` and have no certificate. The preload is for programs that look.
 *
 * MSW alone does not see `import { request } from 'node:https'` in ES modules loaded before `listen`:
 * `syncBuiltinESMExports` of `node:module` makes it so.
 *
 * @example
 * const server = setupServer(...vendorHandlers(lab));
 * server.listen();
 * syncBuiltinESMExports();
 * await inWorld(world, () => signIn());
 */
export const vendorHandlers = (lab: VendorSide): HttpHandler[] => [
  http.all(
    ({ request }) => includesHost(lab.hosts, hostOf(request)),
    ({ request }) => ask(lab, request),
  ),
  http.all(
    ({ request }) => isOnThisMachine(request),
    () => passthrough(),
  ),
  http.all(
    () => true,
    ({ request }) => refuse(lab, request),
  ),
];
