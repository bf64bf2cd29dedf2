import { realNowEpochMs } from '../../provider/world/clock.ts';
import type { StoredItem, VisitOptions } from '../model/index.ts';
import { type Browsing, NEEDS_SCRIPTS, OUT_OF_REACH, type PageAction, type Step } from './browsing.ts';
import { Connections } from './connections.ts';
import { Cookies } from './cookies.ts';
import { readableAddressOf, withReadableAddress } from './form-post.ts';
import { encodeFields, type Navigation, type NavigationResult, NavigationTracker } from './navigation.ts';
import { type Destination, destinationOf, type ReachableSites } from './reachable-sites.ts';
import { refererFor, referrerPolicyOf } from './referer.ts';
import { cookieContextOf, requestHeaders } from './request-headers.ts';
import { type Answer, describeSilence, type Outgoing, roomAfter, send } from './send.ts';

const valuesOf = (answer: Answer, name: string): readonly string[] =>
  answer.headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

/** State that a copied browser shares with the first. */
interface Likeness {
  readonly steps: Step[];
  readonly cookies: Cookies;
  readonly closing: AbortController;
}

/** An HTTP client as a browser: cookies, redirects, referrers; it fills in the pages of the personas and runs no scripts. */
export class Browser implements Browsing {
  /** Everything sent and received, oldest first. */
  readonly steps: Step[];
  readonly #cookies: Cookies;
  readonly #connections: Connections;
  /** True for connections that nobody else uses. */
  readonly #ownsConnections: boolean;
  readonly #closing: AbortController;
  readonly #key: string;
  readonly #sites: ReachableSites;
  readonly #signal: AbortSignal;
  #policy = referrerPolicyOf(undefined);

  /**
   * `key` names the account to pick; nothing is sent after `signal` is aborted. `connections` outlive it. Default: some of its own,
   * which it closes.
   */
  constructor(key: string, sites: ReachableSites, signal: AbortSignal, connections?: Connections, like?: Likeness) {
    this.steps = like?.steps ?? [];
    this.#cookies = like?.cookies ?? new Cookies();
    this.#closing = like?.closing ?? new AbortController();
    this.#connections = connections ?? new Connections();
    this.#ownsConnections = connections === undefined;
    this.#key = key;
    this.#sites = sites;
    this.#signal = like ? signal : AbortSignal.any([signal, this.#closing.signal]);
  }

  /** Navigates to an address and follows redirects and the pages of personas to the final page. */
  async go(navigation: Navigation, options: VisitOptions = {}): Promise<NavigationResult> {
    const tracker = new NavigationTracker(this.#key, options);
    let next: Navigation | NavigationResult = navigation;
    while (!('end' in next)) next = await this.#visit(next, tracker);
    return next;
  }

  /** It keeps no pages, so the address is requested again. */
  back(to: URL): Promise<NavigationResult> {
    return this.go({ method: 'GET', url: to });
  }

  /** It runs no scripts: it opens the page, and presses nothing. */
  async use({ url, press }: PageAction, options?: VisitOptions): Promise<NavigationResult> {
    const shown = await this.go({ method: 'GET', url }, options);
    return press === undefined ? shown : { ...shown, end: 'broken', problem: NEEDS_SCRIPTS };
  }

  /** It shows no page, and nothing happens by itself. */
  async wait(): Promise<NavigationResult> {
    return { url: this.#sites.app, status: 200, body: '', hops: [], end: 'done' };
  }

  /** It has no frames and no timers. */
  async change(): Promise<void> {}

  /** It has no tabs: what it is asked at once is sent at once. */
  async tab(): Promise<Browser> {
    return this;
  }

  /** Another browser with a copy of the cookies. Its steps are kept with those of this one, and it is closed with it. */
  async copied(without?: string): Promise<Browser> {
    return this.#with(await this.#cookies.copied(without));
  }

  /** Another browser, without any cookie. Its steps are kept with those of this one, and it is closed with it. */
  async blank(): Promise<Browser> {
    return this.#with(new Cookies());
  }

  async withCookies(cookies: Readonly<Record<string, string>>): Promise<Browser> {
    const other = await this.blank();
    const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}; Path=/`);
    await other.#cookies.store(this.#sites.app, pairs);
    return other;
  }

  async reopened(): Promise<Browser> {
    return this.#with(await this.#cookies.outliving());
  }

  cookies(): Promise<readonly StoredItem[]> {
    return this.#cookies.list(this.#sites.app);
  }

  /** Gives up what it still waits for, with every browser that was made of it. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the browser was closed'));
    if (this.#ownsConnections) await this.#connections.close();
  }

  #with(cookies: Cookies): Browser {
    const like = { steps: this.steps, cookies, closing: this.#closing };
    return new Browser(this.#key, this.#sites, this.#signal, this.#connections, like);
  }

  async #visit(navigation: Navigation, tracker: NavigationTracker): Promise<Navigation | NavigationResult> {
    const { rewrite, stopBefore } = tracker.options;
    const address = readableAddressOf(navigation);
    const wanted = rewrite?.(new URL(address.href)) ?? address;
    const { url: asked, form } = withReadableAddress(navigation, wanted);
    if (stopBefore?.(wanted)) return tracker.end(asked, 'stuck', undefined, 'stopped here on purpose');
    const destination = destinationOf(this.#sites, asked);
    if (!destination)
      return tracker.end(asked, 'broken', { status: 0, body: '' }, `${asked.protocol}//${asked.host} ${OUT_OF_REACH}`);
    const { to, connect: url } = destination;
    const request = { ...navigation, url, ...(form ? { form } : {}) };
    const answer = await this.#fetch(request, destination, tracker.options);
    tracker.note({ method: navigation.method, url, status: typeof answer === 'string' ? 0 : answer.status, to });
    if (typeof answer === 'string') {
      return tracker.end(url, 'broken', { status: 0, body: '' }, `${navigation.method} ${url.origin}${url.pathname}: ${answer}`);
    }
    const next = tracker.next(request, to, answer);
    if (answer.status < 300 || answer.status >= 400)
      this.#policy = referrerPolicyOf(valuesOf(answer, 'referrer-policy').join(','));
    return next;
  }

  async #fetch(navigation: Navigation, { to, connect }: Destination, options: VisitOptions): Promise<Answer | string> {
    const outgoing = await this.#outgoing(navigation, options);
    const started = { to, connect: connect.href, startedAtEpochMs: realNowEpochMs(), startedAtMs: performance.now() };
    const request = { ...outgoing, url: navigation.url.href };
    const keep = (response?: Answer) =>
      this.steps.push({
        ...started,
        durationMs: performance.now() - started.startedAtMs,
        request,
        ...(response ? { response } : {}),
      });
    try {
      const room = roomAfter(this.steps.map(({ response }) => response));
      const answer = await send(outgoing, this.#connections.dispatcher, this.#signal, room);
      keep(answer);
      const context = cookieContextOf(navigation.method, connect, navigation.page, navigation.loads);
      await this.#cookies.store(connect, valuesOf(answer, 'set-cookie'), navigation.loads === 'image' ? context : 'strict');
      return answer;
    } catch (error) {
      keep();
      return describeSilence(error);
    }
  }

  async #outgoing({ method, url, page, form, loads }: Navigation, { webView }: VisitOptions): Promise<Outgoing> {
    const referer = page && refererFor(page, url, this.#policy);
    const cookie = await this.#cookies.header(url, cookieContextOf(method, url, page, loads));
    const headers = requestHeaders({ method, url, page, referer, cookie, webView, loads });
    return { method, url, headers, ...(method === 'GET' ? {} : { body: encodeFields(form ?? []) }) };
  }
}
