import type { CDPSession } from 'playwright';
import type { VisitOptions } from '../../model/index.ts';
import { destinationOf, type Surroundings } from '../surroundings.ts';

/** Marks an answer that no server gave. */
export const FORGED = 'x-loginlab-forged';

/** Why a navigation did not go on. */
export interface Halt {
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
 * Stands between a tab and where it navigates, the targets of redirects included, which request routing does not see: the
 * attacker's hand, the person's own halt, and the bounds of this machine.
 */
export class Steering {
  /** How the person behaves on the way; set for each errand. */
  manner: VisitOptions = {};
  halt: Halt | undefined;
  readonly #session: CDPSession;
  readonly #surroundings: Surroundings;
  readonly #mainFrame: string;
  /** Addresses that come from a rewrite, and are not rewritten once more. */
  readonly #rewritten = new Set<string>();
  #standIn: string | undefined;
  #stays = false;

  private constructor(session: CDPSession, surroundings: Surroundings, mainFrame: string) {
    this.#session = session;
    this.#surroundings = surroundings;
    this.#mainFrame = mainFrame;
    session.on('Fetch.requestPaused', (paused) => void this.#steer(paused).catch(() => undefined)); // the tab is gone
  }

  static async of(session: CDPSession, surroundings: Surroundings): Promise<Steering> {
    const { frameTree } = await session.send('Page.getFrameTree');
    const steering = new Steering(session, surroundings, frameTree.frame.id);
    await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] });
    return steering;
  }

  begin(manner: VisitOptions): void {
    this.manner = manner;
    this.halt = undefined;
    this.#stays = false;
    this.#rewritten.clear();
  }

  /** The tab goes nowhere any more, until the next errand. */
  stay(): void {
    this.#stays = true;
  }

  /** The next load of an address gives an empty page, which nobody is asked for: links and forms go out from there. */
  standIn(page: URL): void {
    this.#standIn = withoutFragment(page);
  }

  async #steer({ requestId, frameId, request }: Paused): Promise<unknown> {
    const asked = new URL(request.url + (request.urlFragment ?? ''));
    if (frameId !== this.#mainFrame) return this.#pass(requestId);
    if (this.#stays) return this.#fail(requestId);
    if (this.#standIn === withoutFragment(asked)) return this.#answerEmpty(requestId);
    const { rewrite, stopBefore } = this.manner;
    const wanted = this.#rewritten.has(asked.href) ? asked : (rewrite?.(new URL(asked.href)) ?? asked);
    if (stopBefore?.(wanted)) return this.#stop(requestId, { at: wanted, why: 'on purpose' });
    if (wanted.href !== asked.href) return this.#redirect(requestId, wanted, request.method);
    if (!destinationOf(this.#surroundings, asked)) return this.#stop(requestId, { at: asked, why: 'out of reach' });
    return this.#pass(requestId);
  }

  #pass(requestId: string): Promise<unknown> {
    return this.#session.send('Fetch.continueRequest', { requestId });
  }

  #stop(requestId: string, halt: Halt): Promise<unknown> {
    this.halt = halt;
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
