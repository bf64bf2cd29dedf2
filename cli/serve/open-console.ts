import type { ConsolePort, Lab } from '../../provider/index.ts';
import { LoginLabError } from '../../provider/model/index.ts';

/** The console, as `--console`, `--no-console` and `--open` ask for it. */
export interface ConsoleSwitches {
  /** Port; default: 4410, or a free port if that is taken. `false`: no console. */
  readonly console?: number | false;
  readonly open?: true;
}

/** The default port, so that a page left open reconnects after a restart. */
const PORT = 4410;

/**
 * Opens the console of a lab, and shows it in the person's browser where `--open` says so. Throws `port-taken`, and `usage`
 * for `--open` without a console.
 */
export const openConsole = async (lab: Lab, { console: port, open }: ConsoleSwitches): Promise<ConsolePort | undefined> => {
  if (port === false) {
    if (open !== true) return undefined;
    throw new LoginLabError('usage', '--open: opens the console, and --no-console disables it.\n  Leave one of them out', {
      field: '--open',
    });
  }
  const console = await (port === undefined ? onUsualPort(lab) : lab.openConsole({ port }).catch(portTaken(port)));
  if (open) await showInBrowser(console.url);
  return console;
};

const isPortTaken = (error: unknown): boolean => error instanceof LoginLabError && error.code === 'port-taken';

const onUsualPort = (lab: Lab): Promise<ConsolePort> =>
  lab.openConsole({ port: PORT }).catch((error: unknown) => {
    if (isPortTaken(error)) return lab.openConsole();
    throw error;
  });

const portTaken =
  (port: number) =>
  (cause: unknown): never => {
    if (!isPortTaken(cause)) throw cause;
    const message = `--console: Port ${port} is taken by another program. Use another port (--console ${port + 1}), or stop that program.\n  For any free port: --console 0`;
    throw new LoginLabError('port-taken', message, { field: '--console', cause });
  };

/** A browser that does not start is reported; the lab goes on. */
const showInBrowser = async (url: string): Promise<void> => {
  const { default: open } = await import('open');
  await open(url).catch((error: unknown) => {
    globalThis.console.error(`[loginlab] --open: no browser could be started (${String(error)}). The console is ${url}`);
  });
};
