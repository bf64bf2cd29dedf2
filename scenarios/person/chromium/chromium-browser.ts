import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import type { BrowserChange, StoredItem, VisitOptions } from '../../model/index.ts';
import type { Browsing, PageAction, Step } from '../browsing.ts';
import type { Navigation, NavigationResult } from '../navigation.ts';
import type { ReachableSites } from '../reachable-sites.ts';
import { StartBarrier } from './start-barrier.ts';
import { cookiesOf, isPersistent, storageOf } from './storage.ts';
import { type BrowserManner, Tab } from './tab.ts';

/** Options of a real browser of a person. */
export interface ChromiumSites {
  /** The browser process; each person has a context in it. */
  readonly program: Browser;
  /** Proxy that sends requests to the vendors' hosts into the person's world. */
  readonly proxyUrl: string;
  /** Blocks third-party cookies in frames. */
  readonly blockThirdPartyCookies: boolean;
  /** Records a trace as evidence. */
  readonly traced: boolean;
}

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/** Milliseconds to wait for a button; longer means a broken page. */
const ACTION_TIMEOUT_MS = 10_000;

const openContext = async (at: ChromiumSites, more: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const context = await at.program.newContext({ proxy: { server: at.proxyUrl, bypass: LOOPBACK }, ...more });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  context.setDefaultNavigationTimeout(0); // the time limit of the leg covers a slow server
  if (at.traced) await context.tracing.start({ snapshots: true });
  return context;
};

/** What the tabs of one browser share. */
interface Likeness {
  readonly key: string;
  readonly sites: ReachableSites;
  readonly signal: AbortSignal;
  readonly steps: Step[];
  readonly manner: BrowserManner;
  /** All that are open. */
  readonly tabs: Tab[];
}

/** A real browser of one person, with scripts and history. */
export class ChromiumBrowser implements Browsing {
  readonly steps: Step[];
  readonly #at: ChromiumSites;
  readonly #context: BrowserContext;
  readonly #key: string;
  readonly #sites: ReachableSites;
  readonly #signal: AbortSignal;
  readonly #manner: BrowserManner;
  readonly #copies: ChromiumBrowser[] = [];
  readonly #tabs: Tab[];
  readonly #idle: Tab[] = [];
  #barrier: StartBarrier | undefined;

  private constructor(at: ChromiumSites, context: BrowserContext, person: Likeness) {
    this.#at = at;
    this.#context = context;
    this.#key = person.key;
    this.#sites = person.sites;
    this.#signal = person.signal;
    this.steps = person.steps;
    this.#manner = person.manner;
    this.#tabs = person.tabs;
  }

  /** `key` names the account to pick; nothing is awaited after `signal` is aborted. */
  static async open(at: ChromiumSites, key: string, sites: ReachableSites, signal: AbortSignal): Promise<ChromiumBrowser> {
    const manner = { blocksThirdPartyCookies: at.blockThirdPartyCookies, holdsClock: false };
    return new ChromiumBrowser(at, await openContext(at), { key, sites, signal, steps: [], manner, tabs: [] });
  }

  go(navigation: Navigation, options: VisitOptions = {}): Promise<NavigationResult> {
    return this.#inTab(navigation.url, (tab, depart) => tab.go(navigation, options, depart));
  }

  back(to: URL): Promise<NavigationResult> {
    return this.#inTab(to, async (tab, depart) => (await tab.back(to)) ?? tab.go({ method: 'GET', url: to }, {}, depart));
  }

  use(action: PageAction, options: VisitOptions = {}): Promise<NavigationResult> {
    return this.#inTab(action.url, (tab, depart) => tab.use(action, options, depart));
  }

  wait(seconds: number): Promise<NavigationResult> {
    return this.#inTab(this.#sites.app, (tab) => tab.wait(seconds));
  }

  async change({ blocksThirdPartyCookies, holdsClock }: BrowserChange): Promise<void> {
    if (holdsClock && !this.#manner.holdsClock) await this.#context.clock.install();
    this.#manner.holdsClock ||= holdsClock === true;
    if (!blocksThirdPartyCookies || this.#manner.blocksThirdPartyCookies) return;
    this.#manner.blocksThirdPartyCookies = true;
    await Promise.all(this.#tabs.map((tab) => tab.blockThirdPartyCookies()));
  }

  storage(): Promise<readonly StoredItem[]> {
    return storageOf(this.#context, this.#sites.app);
  }

  async tab(): Promise<ChromiumBrowser> {
    return new ChromiumBrowser(this.#at, this.#context, this.#likeness);
  }

  async copied(without?: string): Promise<ChromiumBrowser> {
    const { cookies, ...kept } = await this.#context.storageState();
    return this.#beside({ storageState: { ...kept, cookies: cookies.filter(({ name }) => name !== without) } });
  }

  blank(): Promise<ChromiumBrowser> {
    return this.#beside({});
  }

  async withCookies(cookies: Readonly<Record<string, string>>): Promise<ChromiumBrowser> {
    const other = await this.blank();
    const { href: url } = this.#sites.app;
    await other.#context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })));
    return other;
  }

  /** What lies in web storage by origin is kept; what a tab kept for itself is not. */
  async reopened(): Promise<ChromiumBrowser> {
    const { cookies, ...kept } = await this.#context.storageState({ indexedDB: true });
    return this.#beside({ storageState: { ...kept, cookies: cookies.filter(isPersistent) } });
  }

  cookies(): Promise<readonly StoredItem[]> {
    return cookiesOf(this.#context, this.#sites.app);
  }

  async #beside(more: BrowserContextOptions): Promise<ChromiumBrowser> {
    const context = await openContext(this.#at, more);
    const copy = new ChromiumBrowser(this.#at, context, {
      ...this.#likeness,
      manner: { ...this.#manner, holdsClock: false },
      tabs: [],
    });
    this.#copies.push(copy);
    return copy;
  }

  get #likeness(): Likeness {
    return {
      key: this.#key,
      sites: this.#sites,
      signal: this.#signal,
      steps: this.steps,
      manner: this.#manner,
      tabs: this.#tabs,
    };
  }

  async close(evidence?: string): Promise<void> {
    await Promise.all(this.#copies.map((copy, i) => copy.close(evidence && `${evidence}-copy-${i + 1}`)));
    if (evidence !== undefined && this.#at.traced) await this.#leaveEvidence(evidence);
    await this.#context.close();
  }

  /** Concurrent navigations have separate tabs of one window and share cookies. */
  async #inTab(
    url: URL,
    navigation: (tab: Tab, depart: () => Promise<void>) => Promise<NavigationResult>,
  ): Promise<NavigationResult> {
    const depart = this.#join();
    try {
      const tab = this.#idle.shift() ?? (await this.#newTab());
      try {
        return await this.#unlessStopped(url, navigation(tab, depart));
      } finally {
        this.steps.push(...(await tab.takeSteps()));
        this.#idle.unshift(tab);
      }
    } finally {
      void depart(); // not awaited
    }
  }

  /** Returns a function to call once when ready; it waits for the navigations that began in the same moment. */
  #join(): () => Promise<void> {
    this.#barrier ??= new StartBarrier(() => {
      this.#barrier = undefined;
    });
    const barrier = this.#barrier;
    barrier.join();
    let gone: Promise<void> | undefined;
    return () => {
      gone ??= barrier.ready();
      return gone;
    };
  }

  async #newTab(): Promise<Tab> {
    const tab = await Tab.open(this.#context, { sites: this.#sites, key: this.#key, manner: this.#manner });
    this.#tabs.push(tab);
    return tab;
  }

  async #unlessStopped(url: URL, result: Promise<NavigationResult>): Promise<NavigationResult> {
    const { promise: stopped, resolve } = Promise.withResolvers<NavigationResult>();
    const stop = () => {
      const { message } = this.#signal.reason as Error;
      resolve({ url, status: 0, body: '', hops: [], end: 'broken', problem: message });
    };
    if (this.#signal.aborted) stop();
    this.#signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([stopped, result]);
    } finally {
      this.#signal.removeEventListener('abort', stop);
      result.catch(() => undefined); // no longer awaited
    }
  }

  async #leaveEvidence(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const tabs = this.#context.pages();
    await Promise.all(tabs.map((page, i) => page.screenshot({ path: join(folder, `tab-${i + 1}.png`) }).catch(() => undefined)));
    await writeFile(join(folder, 'storage.json'), `${JSON.stringify(await this.#context.storageState(), undefined, 2)}\n`);
    await this.#context.tracing.stop({ path: join(folder, 'trace.zip') });
  }
}
