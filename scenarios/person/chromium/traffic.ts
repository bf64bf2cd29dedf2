import type { Page, Request, Response } from 'playwright';
import type { Hop } from '../../model/index.ts';
import type { Step } from '../browsing.ts';
import { destinationOf, type ReachableSites } from '../reachable-sites.ts';
import type { Answer } from '../send.ts';
import { FORGED } from './navigation-interceptor.ts';

/** Most bytes of an answer that are kept. */
const KEPT_CHARACTERS = 2 * 1024 * 1024;

/** Resource types that a report shows: pages and the requests of their scripts. */
const SHOWN: ReadonlySet<string> = new Set(['document', 'xhr', 'fetch']);
/** A script that did not take the body of an answer by then may never take it: to the browser such a request never ends. */
const UNREAD_MS = 3_000;
/** Resource types that stay open as long as the page; they are not awaited. */
const ENDLESS: ReadonlySet<string> = new Set(['eventsource', 'websocket', 'ping', 'media']);

const isForged = (response: Response | null): boolean => response?.headers()[FORGED] !== undefined;

const bodyOf = async (response: Response): Promise<string> => {
  const text = await response.text().catch(() => ''); // a redirect has no body, and that of a page that was left is lost
  return text.slice(0, KEPT_CHARACTERS);
};

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status(),
  headers: (await response.headersArray()).map(({ name, value }) => [name, value] as const),
  body: await bodyOf(response),
});

const stepOf = async (request: Request, to: Hop['to']): Promise<Step | undefined> => {
  const response = await request.response();
  if (isForged(response)) return undefined;
  const { startTime, responseEnd } = request.timing();
  const body = request.postData();
  const headers = (await request.headersArray()).map(({ name, value }) => [name, value] as const);
  return {
    to,
    connect: request.url(),
    startedAtEpochMs: startTime,
    startedAtMs: startTime - performance.timeOrigin,
    durationMs: Math.max(responseEnd, 0),
    request: { method: request.method(), url: request.url(), headers, ...(body === null ? {} : { body }) },
    ...(response ? { response: await answerOf(response) } : {}),
  };
};

/** Records the traffic of one tab. */
export class Traffic {
  readonly #page: Page;
  readonly #sites: ReachableSites;
  readonly #pending = new Set<Request>();
  readonly #steps: Promise<Step | undefined>[] = [];
  readonly #waiting = new Set<() => void>();
  #navigations: Request[] = [];

  constructor(page: Page, sites: ReachableSites) {
    this.#page = page;
    this.#sites = sites;
    page.on('request', (request) => this.#began(request));
    page.on('response', (response) => this.#answered(response.request()));
    page.on('requestfinished', (request) => this.#ended(request));
    page.on('requestfailed', (request) => this.#ended(request));
  }

  begin(): void {
    this.#navigations = [];
  }

  get navigations(): readonly Request[] {
    return this.#navigations;
  }

  /** True while the page of the tab is loading. A frame in it may wait for ever. */
  get isMoving(): boolean {
    return [...this.#pending].some((request) => this.#isOfTab(request));
  }

  get isQuiet(): boolean {
    return this.#pending.size === 0;
  }

  /** Resolves when a request began or ended, or on abort. */
  change(patience?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
      patience?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Navigations of the tab since `begin`, without the interceptor's own answers. */
  async hops(): Promise<readonly Hop[]> {
    const seen = await Promise.all(
      this.#navigations.map(async (request) => {
        const response = await request.response().catch(() => null);
        return isForged(response) ? [] : [hopOf(request, response, this.#whither(request))];
      }),
    );
    return seen.flat();
  }

  /** Requests that ended since the last call. */
  async takeSteps(): Promise<readonly Step[]> {
    const steps = await Promise.all(this.#steps.splice(0));
    return steps.flatMap((step) => step ?? []);
  }

  #isOfTab(request: Request): boolean {
    return request.isNavigationRequest() && request.frame() === this.#page.mainFrame();
  }

  #whither(request: Request): Hop['to'] {
    return destinationOf(this.#sites, new URL(request.url()))?.to ?? 'elsewhere';
  }

  #began(request: Request): void {
    if (!ENDLESS.has(request.resourceType())) this.#pending.add(request);
    if (this.#isOfTab(request)) this.#navigations.push(request);
    this.#tell();
  }

  #answered(request: Request): void {
    if (request.isNavigationRequest()) return;
    const leave = () => {
      if (this.#pending.delete(request)) this.#tell();
    };
    setTimeout(leave, UNREAD_MS).unref();
  }

  #ended(request: Request): void {
    this.#pending.delete(request);
    const isAddress = /^https?:/.test(request.url());
    if (isAddress && SHOWN.has(request.resourceType()) && !this.#wasStopped(request)) {
      this.#steps.push(stepOf(request, this.#whither(request)).catch(() => undefined)); // the tab was closed
    }
    this.#tell();
  }

  /** Stopped before anything was sent. */
  #wasStopped(request: Request): boolean {
    return request.failure()?.errorText === 'net::ERR_ABORTED' && request.timing().requestStart < 0;
  }

  #tell(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

const hopOf = (request: Request, response: Response | null, to: Hop['to']): Hop => ({
  method: request.method(),
  url: new URL(request.url()),
  status: response?.status() ?? 0,
  to,
});
