import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { Hop, VisitOptions } from '../../model/index.ts';
import { OUT_OF_REACH, type PageAction, type Step } from '../browsing.ts';
import { type Navigation, type NavigationResult, stuckOn } from '../navigation.ts';
import { type Action, answerPage } from '../persona-page.ts';
import { destinationOf, type ReachableSites } from '../reachable-sites.ts';
import { NavigationInterceptor } from './navigation-interceptor.ts';
import { alertOn, attribute, click, fillIn, offers, pressButton } from './page-form.ts';
import { follow, IDLE, IS_BUSY, post, send, TURN } from './page-scripts.ts';
import { blockThirdPartyCookies } from './third-party-cookies.ts';
import { Traffic } from './traffic.ts';

/** Most pages of a persona, and most navigations, in a row. */
const MOST_PAGES = 8;
const MOST_NAVIGATIONS = 30;
/** Longest wait for a page whose requests do not end: a stream, a long poll. */
const BACKGROUND_MS = 5_000;
/** Longest wait for a page that calls itself busy. One whose clock is held may wait for a timer, which is the person's to run. */
const BUSY_MS = 30_000;
const BUSY_BY_CLOCK_MS = 1_500;

/** A page whose scripts are forbidden cannot wait. */
const TURN_MS = 2_000;

/** Characters of a page that are handed on. */
const KEPT_CHARACTERS = 2 * 1024 * 1024;

const wordsOf = (failure: string): string => {
  if (failure.includes('CONNECTION_REFUSED')) return 'connection refused: no server listens there';
  if (/EMPTY_RESPONSE|CONNECTION_(RESET|CLOSED)|INCOMPLETE|CONTENT_LENGTH/.test(failure))
    return 'the connection was closed before the answer was complete';
  return failure.replace(/^net::/, '');
};

/** Options of a tab; `key` names the account to pick. */
export interface TabOptions {
  readonly sites: ReachableSites;
  readonly key: string;
  readonly manner: BrowserManner;
}

/** How a browser behaves at the moment. */
export interface BrowserManner {
  blocksThirdPartyCookies: boolean;
  holdsClock: boolean;
}

/** One tab of a real browser. */
export class Tab {
  readonly page: Page;
  readonly #session: CDPSession;
  readonly #interceptor: NavigationInterceptor;
  readonly #traffic: Traffic;
  readonly #sites: ReachableSites;
  readonly #key: string;
  /** Status of the page that is shown. */
  #status = 0;
  readonly #manner: BrowserManner;

  private constructor(page: Page, session: CDPSession, interceptor: NavigationInterceptor, { sites, key, manner }: TabOptions) {
    this.page = page;
    this.#session = session;
    this.#interceptor = interceptor;
    this.#traffic = new Traffic(page, sites);
    this.#sites = sites;
    this.#key = key;
    this.#manner = manner;
  }

  static async open(context: BrowserContext, options: TabOptions): Promise<Tab> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (options.manner.blocksThirdPartyCookies) await blockThirdPartyCookies(session);
    return new Tab(page, session, await NavigationInterceptor.of(session, options.sites), options);
  }

  /** `depart` is awaited right before the navigation starts. */
  async go(navigation: Navigation, options: VisitOptions, depart: () => Promise<void>): Promise<NavigationResult> {
    this.#begin(options);
    const { method, url, form, page } = navigation;
    if (page) await this.#standOn(page);
    await depart();
    if (method !== 'GET' && method !== 'POST') return this.#sends(navigation);
    if (page) await this.#moves(() => this.page.evaluate(method === 'GET' ? follow(url) : post(url, form)));
    else await this.#opens(url);
    return this.#arrive(url, options);
  }

  /** Goes back to an address; undefined if it is not in this tab's history. */
  async back(to: URL): Promise<NavigationResult | undefined> {
    const { currentIndex, entries } = await this.#session.send('Page.getNavigationHistory');
    const entry = entries.slice(0, currentIndex).findLast(({ url }) => url === to.href);
    if (!entry) return undefined;
    this.#begin({});
    await this.#moves(() => this.#session.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    return this.#arrive(to, {});
  }

  /**
   * Acts in the page that is shown, or at `url` where it offers no such thing, as a page that names an error. An alert on it afterwards
   * is a problem: such a page has no status that says so.
   */
  async use({ url, press, fields }: PageAction, options: VisitOptions, depart: () => Promise<void>): Promise<NavigationResult> {
    if (!this.#isAtApp() || !(await offers(this.page, { press, fields }))) {
      const opened = await this.go({ method: 'GET', url }, options, async () => undefined);
      if (press === undefined || opened.end !== 'done') return opened;
    }
    this.#begin(options);
    const unfilled = await fillIn(this.page, fields);
    await depart();
    const missing = unfilled ?? (press === undefined ? undefined : await pressButton(this.page, press));
    const reached = await this.#arrive(url, options);
    if (missing !== undefined) return { ...reached, end: 'broken', problem: missing };
    const alert = reached.end === 'done' ? await alertOn(this.page) : undefined;
    return alert === undefined ? reached : { ...reached, problem: `the page says: "${alert}"` };
  }

  /** Lets time pass for the page. Its clock must be held. */
  async wait(seconds: number): Promise<NavigationResult> {
    this.#begin({});
    await this.page.clock.fastForward(seconds * 1000);
    return this.#arrive(new URL(this.page.url()), {});
  }

  blockThirdPartyCookies(): Promise<void> {
    return blockThirdPartyCookies(this.#session);
  }

  #isAtApp(): boolean {
    return destinationOf(this.#sites, new URL(this.page.url()))?.to === 'app';
  }

  takeSteps(): Promise<readonly Step[]> {
    return this.#traffic.takeSteps();
  }

  #begin(options: VisitOptions): void {
    this.#interceptor.begin(options);
    this.#traffic.begin();
  }

  /** Shows an empty page at an address, so that requests from there count as same-site. */
  async #standOn(page: URL): Promise<void> {
    this.#interceptor.standIn(page);
    await this.page.goto(page.href);
  }

  /** A failed navigation is recorded in the traffic; other errors are rethrown. A page that reloads at once may never commit. */
  async #opens(url: URL): Promise<void> {
    const opened = this.page.goto(url.href, { waitUntil: 'commit' }).catch((error: unknown) => {
      if (this.#traffic.navigations.length === 0) throw error;
    });
    await Promise.race([opened, this.#navigatedSince(0)]);
  }

  async #navigatedSince(before: number): Promise<void> {
    while (this.#traffic.navigations.length === before) await this.#traffic.change();
  }

  /** Runs an action that makes the tab navigate, and waits for the navigation. */
  async #moves(action: () => Promise<unknown>): Promise<void> {
    const before = this.#traffic.navigations.length;
    await action();
    await this.#navigatedSince(before);
  }

  async #sends({ method, url, form }: Navigation): Promise<NavigationResult> {
    const answer = (await this.page.evaluate(send(method, url, form))) as { url: string; status: number; body: string };
    const at = new URL(answer.url);
    const to = destinationOf(this.#sites, at)?.to ?? 'elsewhere';
    return { ...answer, url: at, hops: [{ method, url: at, status: answer.status, to }], end: to === 'app' ? 'done' : 'stuck' };
  }

  /** Waits until no request is pending, the page's scripts start no new one, and it is not busy. False if that never happens. */
  async #settle(): Promise<boolean> {
    const patience = AbortSignal.timeout(BACKGROUND_MS);
    const since = performance.now();
    const isQuiet = () => (patience.aborted ? !this.#traffic.isMoving : this.#traffic.isQuiet);
    const isLooping = () => this.#traffic.navigations.length > MOST_NAVIGATIONS;
    while (!isLooping()) {
      const seen = this.#traffic.navigations.length;
      while (!isQuiet() && !isLooping()) await this.#traffic.change(patience.aborted ? undefined : patience);
      const wentOn = (await this.#turn()) || (await this.#wasBusy(since));
      if (!wentOn && isQuiet() && this.#traffic.navigations.length === seen) return true;
    }
    this.#interceptor.stay();
    return false;
  }

  /** Lets the scripts of the page run. True if the page navigated meanwhile. */
  #turn(): Promise<boolean> {
    const turned = this.page.evaluate(TURN).then(
      () => false,
      () => !this.page.isClosed(),
    );
    return Promise.race([turned, pause(TURN_MS, false, { ref: false })]);
  }

  /** Waits until the page is not busy. True if it was: much may have happened. One that was kept from leaving stays busy. */
  async #wasBusy(since: number): Promise<boolean> {
    if (this.#interceptor.stopped) return false;
    const isBusy = await this.page.evaluate(IS_BUSY).catch(() => true); // it navigated
    const leftMs = since + (this.#manner.holdsClock ? BUSY_BY_CLOCK_MS : BUSY_MS) - performance.now();
    if (!isBusy || leftMs <= 0) return false;
    await Promise.race([this.page.evaluate(IDLE).catch(() => undefined), pause(leftMs, undefined, { ref: false })]);
    return true;
  }

  async #arrive(asked: URL, options: VisitOptions): Promise<NavigationResult> {
    for (let pages = 0; ; pages += 1) {
      const rests = await this.#settle();
      const hops = await this.#traffic.hops();
      this.#status = hops.at(-1)?.status ?? this.#status;
      if (!rests) return { url: asked, status: this.#status, body: '', hops, end: 'looping' };
      const broken = await this.#brokenOff(asked, hops);
      if (broken) return broken;
      const url = new URL(this.page.url());
      const seen = { url, status: this.#status, body: await this.#body(), hops };
      if (pages > MOST_PAGES) return { ...seen, end: 'looping' };
      const to = destinationOf(this.#sites, url)?.to;
      if (to === 'app') return { ...seen, end: 'done' };
      if (to !== 'persona')
        return { ...seen, end: 'broken', problem: `ended at ${url.origin}, which is neither the app nor a persona` };
      const action = answerPage(await this.page.content(), options.account ?? this.#key, options);
      if ('stuck' in action) return stuckOn(seen, action);
      await this.#answer(action);
    }
  }

  /** The navigation was interrupted: by the person, by an address beyond this machine, or by a missing answer. */
  async #brokenOff(asked: URL, hops: readonly Hop[]): Promise<NavigationResult | undefined> {
    const { stopped } = this.#interceptor;
    const { status = 0 } = hops.at(-1) ?? {};
    if (stopped?.why === 'on purpose')
      return { url: stopped.at, status, body: '', hops, end: 'stuck', problem: 'stopped here on purpose' };
    if (stopped) {
      const problem = `${stopped.at.protocol}//${stopped.at.host} ${OUT_OF_REACH}`;
      return { url: stopped.at, status: 0, body: '', hops, end: 'broken', problem };
    }
    const last = this.#traffic.navigations.at(-1);
    const failure = last?.failure()?.errorText;
    if (!last || failure === undefined) return undefined;
    const url = last ? new URL(last.url()) : asked;
    if (failure.includes('TOO_MANY_REDIRECTS')) return { url, status, body: '', hops, end: 'looping' };
    const answered = await last.response().catch(() => null);
    if (answered && failure.includes('ABORTED')) return { url, status, body: '', hops, end: 'done' }; // 204, or a download
    const problem = `${last.method()} ${url.origin}${url.pathname}: ${wordsOf(failure)}`;
    return { url, status: 0, body: '', hops, end: 'broken', problem };
  }

  /** The HTML of the page, or the text of another answer. */
  async #body(): Promise<string> {
    const response = await this.#traffic.navigations.at(-1)?.response();
    const isPage = /html/.test(response?.headers()['content-type'] ?? 'html');
    const body = isPage || !response ? this.page.content() : response.text().catch(() => this.page.content());
    return (await body).slice(0, KEPT_CHARACTERS);
  }

  async #answer({ form, fields }: Exclude<Action, { stuck: string }>): Promise<void> {
    const has = (name: string, value: string) => fields.some(([each, other]) => each === name && other === value);
    for (const { kind, name, value } of form.controls) {
      if (kind !== 'checkbox') continue;
      await this.page.locator(`input${attribute('name', name)}${attribute('value', value)}`).setChecked(has(name, value));
    }
    const button = form.controls.find(({ kind, name, value }) => kind === 'button' && has(name, value));
    const press = button
      ? () => click(this.page.locator(`button${attribute('name', button.name)}${attribute('value', button.value)}`))
      : () => this.page.evaluate('document.forms[0].submit()');
    await this.#moves(press);
  }
}
