import type { Browser, CDPSession, Page } from 'playwright';
import { launchChromium } from '../provider/browser/index.ts';

/** What a page took, in milliseconds: on the clock, and of the processor alone, which other programs disturb less. */
export interface Took {
  readonly wall: number;
  readonly cpu: number;
}

export interface PageTimes {
  readonly domReady: Took;
  readonly filter: Took;
  readonly open: Took;
}

/** Typed one after another; each narrows the list, and the last shows all again. */
const TEXTS = ['re', 'refresh', 'google', ''];

const cpuMs = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
};

const took = async (session: CDPSession, action: () => Promise<unknown>): Promise<Took> => {
  const [cpu, started] = [await cpuMs(session), performance.now()];
  await action();
  return { wall: performance.now() - started, cpu: (await cpuMs(session)) - cpu };
};

/** Types a text, and waits until the page has been painted. */
const type = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(`new Promise((painted) => {
    const field = document.querySelector('.filters [name=text]');
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(painted));
  })`);

const open = async (page: Page, place: number): Promise<void> => {
  await page.evaluate(`location.hash = '#result-${place}'`);
  await page.locator('#view .result').waitFor();
};

const worstOf = (times: readonly Took[]): Took => ({
  wall: Math.max(...times.map(({ wall }) => wall)),
  cpu: Math.max(...times.map(({ cpu }) => cpu)),
});

const measureIn = async (browser: Browser, url: string, place: number): Promise<PageTimes> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const loaded = await took(session, () => page.goto(url, { waitUntil: 'domcontentloaded' }));
  const wall = Number(await page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"));
  const filters: Took[] = [];
  for (const text of TEXTS) filters.push(await took(session, () => type(page, text)));
  const opened = await took(session, () => open(page, place));
  await context.close();
  return { domReady: { wall, cpu: loaded.cpu }, filter: worstOf(filters), open: opened };
};

/** Opens a page some times, each in a new context, and measures it. */
export const measurePage = async (url: string, place: number, rounds: number): Promise<readonly PageTimes[]> => {
  const browser = await launchChromium({});
  try {
    const all: PageTimes[] = [];
    while (all.length < rounds) all.push(await measureIn(browser, url, place));
    return all;
  } finally {
    await browser.close();
  }
};
