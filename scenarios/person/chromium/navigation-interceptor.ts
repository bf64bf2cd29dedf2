import type { CDPSession } from 'playwright';
import type { VisitOptions } from '../../model/index.ts';
import { destinationOf, type ReachableSites } from '../reachable-sites.ts';

/** Header of an answer that the interceptor made. */
export const FORGED = 'x-loginlab-forged';

/** Why a navigation was stopped. */
export interface StoppedNavigation {
  readonly at: URL;
  readonly why: 'on purpose' | 'out of reach';
}

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly request: { readonly url: string; readonly urlFragment?: string; readonly method: string };
}

type Headers = { name: string; value: string }[];

const forgedHeaders = (...more: Headers): Headers => [
  { name: FORGED, value: '1' },
  { name: 'cache-control', value: 'no-store' },
  ...more,
];

const EMPTY_PAGE = Buffer.from('<!doctype html><title>A page with a link</title><body></body>').toString('base64');

/**
 * Intercepts the navigations of a tab, redirect targets included, which request routing does not see: for the
 * attacker's rewrites, the person's own stops, and addresses beyond this machine.
 */
export class NavigationInterceptor {
  /** How the person behaves on the way; set for each navigation. */
  options: VisitOptions = {};
  stopped: StoppedNavigation | undefined;
  readonly #session: CDPSession;
  readonly #sites: ReachableSites;
  readonly #mainFrame: string;
  /** Addresses that come from a rewrite and are not rewritten again. */
  readonly #rewritten = new Set<string>();
  #standIn: string | undefined;
  #stays = false;

  private constructor(session: CDPSession, sites: ReachableSites, mainFrame: string) {
    this.#session = session;
    this.#sites = sites;
    this.#mainFrame = mainFrame;
    session.on('Fetch.requestPaused', (paused) => void this.#steer(paused).catch(() => undefined)); // the tab was closed
  }

  static async of(session: CDPSession, sites: ReachableSites): Promise<NavigationInterceptor> {
    const { frameTree } = await session.send('Page.getFrameTree');
    const interceptor = new NavigationInterceptor(session, sites, frameTree.frame.id);
    await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] });
    return interceptor;
  }

  begin(options: VisitOptions): void {
    this.options = options;
    this.stopped = undefined;
    this.#stays = false;
    this.#rewritten.clear();
  }

  /** Blocks navigations of the tab until the next one begins. */
  stay(): void {
    this.#stays = true;
  }

  /** The next load of an address gives an empty page without a request; links and forms start from there. */
  standIn(page: URL): void {
    this.#standIn = withoutFragment(page);
  }

  async #steer({ requestId, frameId, request }: Paused): Promise<unknown> {
    const asked = new URL(request.url + (request.urlFragment ?? ''));
    if (frameId !== this.#mainFrame) return this.#pass(requestId);
    if (this.#stays) return this.#fail(requestId);
    if (this.#standIn === withoutFragment(asked)) return this.#answerEmpty(requestId);
    const { rewrite, stopBefore } = this.options;
    const wanted = this.#rewritten.has(asked.href) ? asked : (rewrite?.(new URL(asked.href)) ?? asked);
    if (stopBefore?.(wanted)) return this.#stop(requestId, { at: wanted, why: 'on purpose' });
    if (wanted.href !== asked.href) return this.#redirect(requestId, wanted, request.method);
    if (!destinationOf(this.#sites, asked)) return this.#stop(requestId, { at: asked, why: 'out of reach' });
    return this.#pass(requestId);
  }

  #pass(requestId: string): Promise<unknown> {
    return this.#session.send('Fetch.continueRequest', { requestId });
  }

  #stop(requestId: string, stopped: StoppedNavigation): Promise<unknown> {
    this.stopped = stopped;
    return this.#fail(requestId);
  }

  #fail(requestId: string): Promise<unknown> {
    return this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  }

  #answerEmpty(requestId: string): Promise<unknown> {
    this.#standIn = undefined;
    const responseHeaders = forgedHeaders({ name: 'content-type', value: 'text/html' });
    return this.#session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body: EMPTY_PAGE });
  }

  #redirect(requestId: string, to: URL, method: string): Promise<unknown> {
    this.#rewritten.add(to.href);
    const responseHeaders = forgedHeaders({ name: 'location', value: to.href });
    const responseCode = method === 'GET' ? 302 : 307;
    return this.#session.send('Fetch.fulfillRequest', { requestId, responseCode, responseHeaders });
  }
}

const withoutFragment = (url: URL): string => url.href.split('#', 1)[0] ?? url.href;
