import { existsSync } from 'node:fs';
import process from 'node:process';
import { LoginLabError } from '../model/index.ts';

/** Where browsers are usually installed, by platform. */
const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].flatMap((name) => [
    `/usr/bin/${name}`,
    `/snap/bin/${name}`,
  ]),
  darwin: ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ['C:\\Program Files', 'C:\\Program Files (x86)'].map((folder) => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
};

/** How a person starts one that was not found here. */
export const USUAL_BROWSER: string =
  process.platform === 'linux' ? 'google-chrome' : (INSTALLED[process.platform]?.[0] ?? 'chrome');

export interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/** The packaged one is built without windows. */
export const findChromiumWithWindows = async (): Promise<Chromium | undefined> => installed();

/**
 * The browser named by `LOGINLAB_CHROMIUM`, else an installed one, else Playwright's own, else the packaged one (Linux on
 * x64, where `@sparticuz/chromium` is installed); undefined for none. Rejects with `usage` for a name of nothing.
 */
export const findChromium = async (): Promise<Chromium | undefined> => (await installed()) ?? packaged();

const installed = async (): Promise<Chromium | undefined> => {
  const named = process.env.LOGINLAB_CHROMIUM;
  if (named !== undefined && !existsSync(named)) {
    const message = `LOGINLAB_CHROMIUM names no existing file: "${named}". Correct it, or unset it.`;
    throw new LoginLabError('usage', message, { field: 'LOGINLAB_CHROMIUM' });
  }
  const places = [named, ...(INSTALLED[process.platform] ?? []), await downloaded()];
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  return executablePath === undefined ? undefined : { executablePath, args: asRoot };
};

/** Chromium does not start with its sandbox as root, which is who tests run as in most containers. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Where `playwright install chromium` puts its own. */
const downloaded = async (): Promise<string | undefined> =>
  import('playwright').then(
    ({ chromium }) => chromium.executablePath(),
    () => undefined, // no Playwright, or one without a browser for this platform
  );

/** Its own arguments are for a function in the cloud: one process, which ends with its first page, and no web security. */
const packaged = async (): Promise<Chromium | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: chromium } = await import('@sparticuz/chromium').catch(() => ({ default: undefined }));
  return chromium && { executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu'] };
};
