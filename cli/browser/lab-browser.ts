/**
 * A browser of its own profile whose vendor hosts are the lab: for programs that redirect the person's browser to the vendor, and
 * that nothing can intercept.
 */
import { connect } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import {
  findChromiumWithWindows,
  type LabProxy,
  labProfileArguments,
  openProxy,
  type ProxyOptions,
  USUAL_BROWSER,
} from '../../provider/index.ts';
import { shellQuoted } from '../../provider/model/index.ts';
import { type BrowserEnd, type ChromiumProcess, startChromium } from './chromium-process.ts';

/** What a browser is prepared with. */
export interface LabBrowserOptions {
  readonly lab: ProxyOptions['lab'];
  readonly world: string;
  readonly tunnel: readonly string[];
  /** The proxy of programs, whose authority it shares. */
  readonly proxy: LabProxy;
  /** What the browser shows first, as soon as something answers there; default: an empty page. */
  readonly url?: URL | undefined;
  /** Receives each line for the terminal. */
  readonly say: (line: string) => void;
}

/** A way for browsers into the lab. */
export interface LabBrowser extends AsyncDisposable {
  /** The command that starts a browser there by hand. */
  readonly command: string;
  /** Starts one, and tells when it ends. */
  start(): Promise<void>;
}

const PROBE_EVERY_MS = 200;

const isListening = ({ hostname, port, protocol }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80), autoSelectFamily: true });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });

const untilListening = async (url: URL, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted && !(await isListening(url))) await later(PROBE_EVERY_MS, undefined, { signal }).catch(() => undefined);
};

const told = ({ code, said }: BrowserEnd, command: string): string =>
  code === undefined || code === 0
    ? `The browser was closed. The lab goes on, and a sign-in that was under way can be started again. To open another one:\n  ${command}`
    : `--browser: the browser ended with exit code ${code}${said === '' ? '' : ` (${said})`}. To start one yourself:\n  ${command}`;

/** Opens a port of the proxy for browsers of one world. Rejects with `usage` for a LOGINLAB_CHROMIUM that names no file. */
export const openLabBrowser = async ({ url, say, proxy, ...place }: LabBrowserOptions): Promise<LabBrowser> => {
  const found = await findChromiumWithWindows();
  const port = await openProxy({ ...place, beside: proxy, isForBrowsers: true, onRefused: say });
  const shown = url === undefined ? [] : [url.href];
  const args = [...labProfileArguments({ proxyUrl: port.url, believedKey: proxy.authority.serverKeyDigest }), ...shown];
  const own = [found?.executablePath ?? USUAL_BROWSER, ...(found?.args ?? []), ...args].map(shellQuoted);
  const command = [own[0], '--user-data-dir="$(mktemp -d)"', ...own.slice(1)].join(' ');
  const closing = new AbortController();
  let running: ChromiumProcess | undefined;
  return {
    command,
    async start() {
      if (!found)
        return say(`--browser: no Chrome or Chromium was found. Set LOGINLAB_CHROMIUM, or start another one:\n  ${command}`);
      if (url) await untilListening(url, closing.signal);
      if (closing.signal.aborted) return;
      running = await startChromium(found, args);
      if (closing.signal.aborted) return running.close();
      const end = await running.ended;
      if (!closing.signal.aborted) say(told(end, command));
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running?.close();
      await port.close();
    },
  };
};
