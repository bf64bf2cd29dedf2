import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { Hop, VisitOptions } from '../../model/index.ts';
import { OUT_OF_REACH, type Step } from '../browsing.ts';
import type { Errand, Landing } from '../journey.ts';
import { type Action, answerPage } from '../persona-page.ts';
import { destinationOf, type Surroundings } from '../surroundings.ts';
import { Steering } from './steering.ts';
import { Traffic } from './traffic.ts';

/** Pages of a persona that a person answers in one go, and navigations in a row, before giving up. */
const MOST_PAGES = 8;
const MOST_NAVIGATIONS = 60;
/** Longest time that a page's scripts are waited for when what they ask for does not end: a stream, a long poll. */
const BACKGROUND_MS = 5_000;

/** What a page does for its person; run inside it. */
const follow = (url: URL): string =>
  `{ const link = document.createElement('a'); link.href = ${JSON.stringify(url.href)}; document.body.append(link); link.click(); }`;

const post = (url: URL, fields: Errand['form'] = []): string => `{
  const form = Object.assign(document.createElement('form'), { method: 'post', action: ${JSON.stringify(url.href)} });
  for (const [name, value] of ${JSON.stringify(fields)}) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}`;

/** What only a script can send: the tab then shows the answer. */
const send = (method: string, url: URL, fields: Errand['form'] = []): string => `
  fetch(${JSON.stringify(url.href)}, { method: ${JSON.stringify(method)}, body: new URLSearchParams(${JSON.stringify(fields)}) })
    .then(async (answer) => ({ url: answer.url, status: answer.status, body: await answer.text() }))`;

/** Two turns of the page's own loop: what its scripts begin by themselves has begun. */
const TURN = 'new Promise((done) => setTimeout(() => setTimeout(done)))';
/** A page whose scripts are forbidden has no turns. */
const TURN_MS = 2_000;

const attribute = (name: string, value: string): string => `[${name}=${JSON.stringify(value)}]`;

const wordsOf = (failure: string): string => {
  if (failure.includes('CONNECTION_REFUSED')) return 'nothing listens there (connection refused)';
  if (/EMPTY_RESPONSE|CONNECTION_(RESET|CLOSED)|INCOMPLETE|CONTENT_LENGTH/.test(failure))
    return 'the connection was closed without a whole answer';
  return failure.replace(/^net::/, '');
};

/** What a tab is opened with; `key` names the account to pick. */
export interface TabOptions {
  readonly surroundings: Surroundings;
  readonly key: string;
  readonly blockThirdPartyCookies: boolean;
}

/** The last two are demanded by older Chromiums, and unknown to newer ones. */
const NO_THIRD_PARTY_COOKIES = {
  enableThirdPartyCookieRestriction: true,
  disableThirdPartyCookieMetadata: true,
  disableThirdPartyCookieHeuristics: true,
};

const blockThirdPartyCookies = async (session: CDPSession): Promise<void> => {
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', NO_THIRD_PARTY_COOKIES);
};

/** One tab of a real browser. */
export class Tab {
  readonly page: Page;
  readonly #session: CDPSession;
  readonly #steering: Steering;
  readonly #traffic: Traffic;
  readonly #surroundings: Surroundings;
  readonly #key: string;

  private constructor(page: Page, session: CDPSession, steering: Steering, { surroundings, key }: TabOptions) {
    this.page = page;
    this.#session = session;
    this.#steering = steering;
    this.#traffic = new Traffic(page, surroundings);
    this.#surroundings = surroundings;
    this.#key = key;
  }

  static async open(context: BrowserContext, options: TabOptions): Promise<Tab> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (options.blockThirdPartyCookies) await blockThirdPartyCookies(session);
    return new Tab(page, session, await Steering.of(session, options.surroundings), options);
  }

  /** `depart` is waited for when everything is ready to set out. */
  async go(errand: Errand, manner: VisitOptions, depart: () => Promise<void>): Promise<Landing> {
    this.#begin(manner);
    const { method, url, form, page } = errand;
    if (page) await this.#standOn(page);
    await depart();
    if (method !== 'GET' && method !== 'POST') return this.#sends(errand);
    if (page) await this.#moves(() => this.page.evaluate(method === 'GET' ? follow(url) : post(url, form)));
    else await this.#opens(url);
    return this.#arrive(url, manner);
  }

  /** Presses Back as often as it takes; undefined for an address that is not in this tab's history. */
  async back(to: URL): Promise<Landing | undefined> {
    const { currentIndex, entries } = await this.#session.send('Page.getNavigationHistory');
    const entry = entries.slice(0, currentIndex).findLast(({ url }) => url === to.href);
    if (!entry) return undefined;
    this.#begin({});
    await this.#moves(() => this.#session.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    return this.#arrive(to, {});
  }

  takeSteps(): Promise<readonly Step[]> {
    return this.#traffic.takeSteps();
  }

  #begin(manner: VisitOptions): void {
    this.#steering.begin(manner);
    this.#traffic.begin();
  }

  /** Shows an empty page at an address, so that what goes out from there is the app's own in the eyes of cookies and servers. */
  async #standOn(page: URL): Promise<void> {
    this.#steering.standIn(page);
    await this.page.goto(page.href);
  }

  /** A navigation that fails is told by the traffic; what never became one is thrown on. */
  async #opens(url: URL): Promise<void> {
    await this.page.goto(url.href, { waitUntil: 'commit' }).catch((error: unknown) => {
      if (this.#traffic.navigations.length === 0) throw error;
    });
  }

  /** Does something that makes the tab navigate, and waits until it does. */
  async #moves(action: () => Promise<unknown>): Promise<void> {
    const before = this.#traffic.navigations.length;
    await action();
    while (this.#traffic.navigations.length === before) await this.#traffic.change();
  }

  async #sends({ method, url, form }: Errand): Promise<Landing> {
    const answer = (await this.page.evaluate(send(method, url, form))) as { url: string; status: number; body: string };
    const at = new URL(answer.url);
    const to = destinationOf(this.#surroundings, at)?.to ?? 'elsewhere';
    return { ...answer, url: at, hops: [{ method, url: at, status: answer.status, to }], end: to === 'app' ? 'done' : 'stuck' };
  }

  /** Nothing is under way, and the page's own scripts have begun nothing new. False for a page that never comes to rest. */
  async #settle(): Promise<boolean> {
    const patience = AbortSignal.timeout(BACKGROUND_MS);
    const isQuiet = () => (patience.aborted ? !this.#traffic.isMoving : this.#traffic.isQuiet);
    for (;;) {
      const seen = this.#traffic.navigations.length;
      if (seen > MOST_NAVIGATIONS) break;
      while (!isQuiet()) await this.#traffic.change(patience.aborted ? undefined : patience);
      const wentOn = await this.#turn();
      if (!wentOn && isQuiet() && this.#traffic.navigations.length === seen) return true;
    }
    this.#steering.stay();
    return false;
  }

  /** Lets the page do what it is about to do. True when it was left meanwhile. */
  #turn(): Promise<boolean> {
    const turned = this.page.evaluate(TURN).then(
      () => false,
      () => !this.page.isClosed(),
    );
    return Promise.race([turned, pause(TURN_MS, false, { ref: false })]);
  }

  async #arrive(asked: URL, manner: VisitOptions): Promise<Landing> {
    for (let pages = 0; ; pages += 1) {
      const rests = await this.#settle();
      const hops = await this.#traffic.hops();
      if (!rests) return { url: asked, status: hops.at(-1)?.status ?? 0, body: '', hops, end: 'looping' };
      const broken = await this.#brokenOff(asked, hops);
      if (broken) return broken;
      const url = new URL(this.page.url());
      const { status = 0 } = hops.at(-1) ?? {};
      const seen = { url, status, body: await this.#body(), hops };
      if (pages > MOST_PAGES) return { ...seen, end: 'looping' };
      const to = destinationOf(this.#surroundings, url)?.to;
      if (to === 'app') return { ...seen, end: 'done' };
      if (to !== 'persona')
        return { ...seen, end: 'broken', problem: `ended at ${url.origin}, which is neither the app nor a persona` };
      const action = answerPage(await this.page.content(), manner.account ?? this.#key, manner);
      if ('stuck' in action) return { ...seen, end: 'stuck', problem: action.stuck };
      await this.#answer(action);
    }
  }

  /** The way was cut: by the person, by the bounds of this machine, or by what did not answer. */
  async #brokenOff(asked: URL, hops: readonly Hop[]): Promise<Landing | undefined> {
    const { halt } = this.#steering;
    const { status = 0 } = hops.at(-1) ?? {};
    if (halt?.why === 'on purpose')
      return { url: halt.at, status, body: '', hops, end: 'stuck', problem: 'stopped here on purpose' };
    if (halt) {
      const problem = `${halt.at.protocol}//${halt.at.host} ${OUT_OF_REACH}`;
      return { url: halt.at, status: 0, body: '', hops, end: 'broken', problem };
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

  /** What is there to see; of an answer that is no page, its text. */
  async #body(): Promise<string> {
    const response = await this.#traffic.navigations.at(-1)?.response();
    const isPage = /html/.test(response?.headers()['content-type'] ?? 'html');
    return isPage || !response ? this.page.content() : response.text().catch(() => this.page.content());
  }

  async #answer({ form, fields }: Exclude<Action, { stuck: string }>): Promise<void> {
    const has = (name: string, value: string) => fields.some(([each, other]) => each === name && other === value);
    for (const { kind, name, value } of form.controls) {
      if (kind !== 'checkbox') continue;
      await this.page.locator(`input${attribute('name', name)}${attribute('value', value)}`).setChecked(has(name, value));
    }
    const button = form.controls.find(({ kind, name, value }) => kind === 'button' && has(name, value));
    const press = button
      ? () => this.page.locator(`button${attribute('name', button.name)}${attribute('value', button.value)}`).click()
      : () => this.page.evaluate('document.forms[0].submit()');
    await this.#moves(press);
  }
}
