import { existsSync } from 'node:fs';

/** Where browsers are usually installed, by platform. */
const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].flatMap((name) => [
    `/usr/bin/${name}`,
    `/snap/bin/${name}`,
  ]),
  darwin: ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ['C:\\Program Files', 'C:\\Program Files (x86)'].map((folder) => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
};

export interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/** The browser named by `LOGINLAB_CHROMIUM`, else an installed one, else the packaged one (Linux on x64 only); undefined for none. */
export const findChromium = async (): Promise<Chromium | undefined> => {
  const named = process.env.LOGINLAB_CHROMIUM;
  if (named !== undefined && !existsSync(named)) throw new Error(`LOGINLAB_CHROMIUM: there is no file "${named}".`);
  const executablePath = named ?? INSTALLED[process.platform]?.find((place) => existsSync(place));
  if (executablePath !== undefined) return { executablePath, args: asRoot };
  return process.platform === 'linux' && process.arch === 'x64' ? packaged() : undefined;
};

/** Chromium does not start with its sandbox as root, which is who tests run as in most containers. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Its own arguments are for a function in the cloud: one process, which ends with its first page, and no web security. */
const packaged = async (): Promise<Chromium> => {
  const { default: chromium } = await import('@sparticuz/chromium');
  return { executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu'] };
};
