import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import type { VisitOptions } from '../../model/index.ts';
import type { Browsing, Step } from '../browsing.ts';
import type { Errand, Landing } from '../journey.ts';
import type { Surroundings } from '../surroundings.ts';
import { Departure } from './departure.ts';
import { Tab } from './tab.ts';

/** What a real browser of a person is opened with. */
export interface ChromiumSurroundings {
  /** The program; each person has a context of their own in it. */
  readonly program: Browser;
  /** Proxy through which the vendors' hosts lead into the person's world. */
  readonly proxyUrl: string;
  /** Cookies of other sites' frames are refused, as more and more browsers do. */
  readonly blockThirdPartyCookies: boolean;
  /** Everything is traced, so that evidence can be left. */
  readonly traced: boolean;
}

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/** A person who waits longer for a button has met a page that is broken. */
const ACTION_TIMEOUT_MS = 10_000;

const openContext = async (at: ChromiumSurroundings, more: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const context = await at.program.newContext({ proxy: { server: at.proxyUrl, bypass: LOOPBACK }, ...more });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  context.setDefaultNavigationTimeout(0); // a slow server is for the leg's own limit
  if (at.traced) await context.tracing.start({ snapshots: true });
  return context;
};

/** A real browser of one person: scripts run, pages render, and Back is Back. */
export class ChromiumBrowser implements Browsing {
  readonly steps: Step[];
  readonly #at: ChromiumSurroundings;
  readonly #context: BrowserContext;
  readonly #key: string;
  readonly #surroundings: Surroundings;
  readonly #signal: AbortSignal;
  readonly #copies: ChromiumBrowser[] = [];
  readonly #idle: Tab[] = [];
  #departure: Departure | undefined;

  private constructor(
    at: ChromiumSurroundings,
    context: BrowserContext,
    person: { key: string; surroundings: Surroundings; signal: AbortSignal; steps: Step[] },
  ) {
    this.#at = at;
    this.#context = context;
    this.#key = person.key;
    this.#surroundings = person.surroundings;
    this.#signal = person.signal;
    this.steps = person.steps;
  }

  /** `key` names the account to pick; nothing is waited for any more once `signal` is aborted. */
  static async open(
    at: ChromiumSurroundings,
    key: string,
    surroundings: Surroundings,
    signal: AbortSignal,
  ): Promise<ChromiumBrowser> {
    return new ChromiumBrowser(at, await openContext(at), { key, surroundings, signal, steps: [] });
  }

  go(errand: Errand, manner: VisitOptions = {}): Promise<Landing> {
    return this.#inTab(errand.url, (tab, depart) => tab.go(errand, manner, depart));
  }

  back(to: URL): Promise<Landing> {
    return this.#inTab(to, async (tab, depart) => (await tab.back(to)) ?? tab.go({ method: 'GET', url: to }, {}, depart));
  }

  async copied(): Promise<ChromiumBrowser> {
    return this.#beside({ storageState: await this.#context.storageState() });
  }

  blank(): Promise<ChromiumBrowser> {
    return this.#beside({});
  }

  async #beside(more: BrowserContextOptions): Promise<ChromiumBrowser> {
    const context = await openContext(this.#at, more);
    const copy = new ChromiumBrowser(this.#at, context, {
      key: this.#key,
      surroundings: this.#surroundings,
      signal: this.#signal,
      steps: this.steps,
    });
    this.#copies.push(copy);
    return copy;
  }

  async close(evidence?: string): Promise<void> {
    await Promise.all(this.#copies.map((copy, i) => copy.close(evidence && `${evidence}-copy-${i + 1}`)));
    if (evidence !== undefined && this.#at.traced) await this.#leaveEvidence(evidence);
    await this.#context.close();
  }

  /** Errands at the same time each have a tab of their own, in one window: cookies are shared. */
  async #inTab(url: URL, errand: (tab: Tab, depart: () => Promise<void>) => Promise<Landing>): Promise<Landing> {
    const depart = this.#join();
    try {
      const tab = this.#idle.shift() ?? (await this.#newTab());
      try {
        return await this.#unlessStopped(url, errand(tab, depart));
      } finally {
        this.steps.push(...(await tab.takeSteps()));
        this.#idle.unshift(tab);
      }
    } finally {
      void depart(); // whatever happened, nobody waits for this one
    }
  }

  /** Returns what says, once, that one is ready, and waits for those that began in the same moment. */
  #join(): () => Promise<void> {
    this.#departure ??= new Departure(() => {
      this.#departure = undefined;
    });
    const departure = this.#departure;
    departure.join();
    let gone: Promise<void> | undefined;
    return () => {
      gone ??= departure.ready();
      return gone;
    };
  }

  #newTab(): Promise<Tab> {
    const { blockThirdPartyCookies } = this.#at;
    return Tab.open(this.#context, { surroundings: this.#surroundings, key: this.#key, blockThirdPartyCookies });
  }

  async #unlessStopped(url: URL, landing: Promise<Landing>): Promise<Landing> {
    const { promise: stopped, resolve } = Promise.withResolvers<Landing>();
    const stop = () => {
      const { message } = this.#signal.reason as Error;
      resolve({ url, status: 0, body: '', hops: [], end: 'broken', problem: message });
    };
    if (this.#signal.aborted) stop();
    this.#signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([stopped, landing]);
    } finally {
      this.#signal.removeEventListener('abort', stop);
      landing.catch(() => undefined); // nobody waits for it any more
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
