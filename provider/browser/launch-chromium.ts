import type { Browser } from 'playwright';
import { LoginLabError } from '../model/index.ts';
import { type Chromium, findChromium } from './find-chromium.ts';

/** How a Chromium is started. */
export interface LaunchOptions {
  /** Shows the browser windows. Default false. */
  readonly headed?: boolean;
  /** Digest of a server's key (SHA-256 of its SPKI, base64) that is believed without an authority that the system knows. */
  readonly believedKey?: string;
}

const unsupported = (message: string, cause?: unknown): LoginLabError =>
  new LoginLabError('unsupported', message, { field: '--person', ...(cause === undefined ? {} : { cause }) });

type Playwright = typeof import('playwright');

const loadPlaywright = async (): Promise<Playwright> => {
  try {
    return await import('playwright');
  } catch (cause) {
    throw unsupported('A real browser needs Playwright, which is not installed. Run: npm install --save-dev playwright', cause);
  }
};

const argumentsFor = ({ believedKey }: LaunchOptions): readonly string[] =>
  believedKey === undefined ? [] : [`--ignore-certificate-errors-spki-list=${believedKey}`];

/** Finds what it takes to drive a real browser. Rejects with `unsupported`, and what to install, where something lacks. */
export const requireChromium = async (): Promise<{ readonly playwright: Playwright; readonly found: Chromium }> => {
  const playwright = await loadPlaywright();
  const found = await findChromium();
  if (found) return { playwright, found };
  throw unsupported(
    'No Chrome or Chromium was found. Install one, set LOGINLAB_CHROMIUM=/path/to/chrome, or run: npx playwright install chromium',
  );
};

/** Starts a Chromium. Rejects with `unsupported`, and what to install, where there is none. */
export const launchChromium = async (options: LaunchOptions = {}): Promise<Browser> => {
  const { playwright, found } = await requireChromium();
  return playwright.chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args, ...argumentsFor(options)],
    headless: !options.headed,
  });
};
