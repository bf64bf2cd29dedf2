import { access, mkdtemp, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ClientProcess } from '../../provider/index.ts';
import { LoginLabError, type World } from '../../provider/model/index.ts';

/** Where packages put the library: `faketime/` in one of these, or a folder deeper on Debian and Ubuntu. */
const FOLDERS = ['/usr/lib', '/usr/lib64', '/usr/local/lib'];
const LIBRARY = join('faketime', 'libfaketimeMT.so.1');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const findLibrary = async (folders: readonly string[]): Promise<string | undefined> => {
  for (const folder of folders) {
    const deeper = (await readdir(folder).catch(() => [])).filter((name) => name.includes('-linux-'));
    for (const path of ['', ...deeper].map((name) => join(folder, name, LIBRARY))) if (await exists(path)) return path;
  }
  return undefined;
};

/** Returns the path of the library. Throws `usage` if there is none. */
export const requireLibrary = async (folders: readonly string[] = FOLDERS): Promise<string> => {
  const found = process.platform === 'linux' ? await findLibrary(folders) : undefined;
  if (found !== undefined) return found;
  const why =
    process.platform === 'linux'
      ? `${LIBRARY} is not in ${folders.join(', ')}. Install the package libfaketime (Debian, Ubuntu: apt install libfaketime)`
      : `it works on Linux only, and this is ${process.platform}. Leave it out`;
  throw new LoginLabError('usage', `--libfaketime: ${why}. Without it, clock.advance offers substitutes.`, {
    field: '--libfaketime',
  });
};

/**
 * libfaketime leaves the monotonic clock alone here, because waits with a timeout would hang otherwise. Its replacement of
 * `clock_nanosleep`, which `time.sleep` uses since Python 3.11, then fails with EINVAL: another call sleeps instead.
 */
const SITE_CUSTOMIZE = `import os, select, sys, time

def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)

if "libfaketime" in os.environ.get("LD_PRELOAD", ""):
    time.sleep = sleep

# Another sitecustomize of this machine is loaded as without this one.
here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != here]
sys.modules.pop("sitecustomize", None)
try:
    import sitecustomize
except ModuleNotFoundError:
    pass
`;

/** Mark of a Go program, which asks the kernel for the time and not the library. */
const GO_MARK = 'Go buildinf:';

const isGo = async (pid: number): Promise<boolean> =>
  (await readFile(await readlink(`/proc/${pid}/exe`)).catch(() => Buffer.alloc(0))).includes(GO_MARK);

/** True for a process whose time the library holds. */
const isHeld = async ({ pid }: ClientProcess): Promise<boolean> =>
  (await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '')).includes('libfaketime') && !(await isGo(pid));

const isAlive = ({ pid }: ClientProcess): Promise<boolean> => exists(`/proc/${pid}`);

/** The clock of programs that libfaketime holds: a file with the shift of their world, which they read at each look at the clock. */
export interface HeldClock extends AsyncDisposable {
  /** Environment of such a program. */
  environment(before: NodeJS.ProcessEnv): Record<string, string | undefined>;
  /** Makes a process a follower of the world's clock, if the library is loaded in it. Resolves when it lives by that clock. */
  follow(process: ClientProcess): Promise<void>;
}

class FaketimeClock implements HeldClock {
  readonly #library: string;
  readonly #folder: string;
  readonly #world: World;
  #closed = false;

  constructor(library: string, folder: string, world: World) {
    this.#library = library;
    this.#folder = folder;
    this.#world = world;
  }

  get #file(): string {
    return join(this.#folder, 'timestamp');
  }

  environment({ LD_PRELOAD, PYTHONPATH }: NodeJS.ProcessEnv): Record<string, string | undefined> {
    return {
      FAKETIME: undefined, // it would overrule the file
      LD_PRELOAD: [this.#library, LD_PRELOAD].filter(Boolean).join(' '),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
      PYTHONPATH: [this.#folder, PYTHONPATH].filter(Boolean).join(delimiter),
    };
  }

  /** A reader sees the old or the new text, never a part of one. */
  async write(shiftedSeconds: number): Promise<void> {
    await writeFile(`${this.#file}.new`, `+${shiftedSeconds}\n`);
    await rename(`${this.#file}.new`, this.#file);
  }

  async follow(client: ClientProcess): Promise<void> {
    if (!(await isHeld(client))) return;
    const { shiftedSeconds } = await this.#world.clock.next(client.name, { shiftedSeconds: -1 }); // no shift of any world
    await this.write(shiftedSeconds);
    void this.#keepUp(client, shiftedSeconds).catch(() => undefined); // the lab is gone, and says so itself
  }

  async #keepUp(client: ClientProcess, knownSeconds: number): Promise<void> {
    for (let known = knownSeconds; !this.#closed; ) {
      const { shiftedSeconds } = await this.#world.clock.next(client.name, { shiftedSeconds: known });
      if (!(await isAlive(client))) return;
      if (shiftedSeconds !== known) await this.write(shiftedSeconds);
      known = shiftedSeconds;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Prepares the clock for the programs of one world. Throws `usage` where libfaketime is not installed. */
export const holdClock = async (world: World): Promise<HeldClock> => {
  const library = await requireLibrary();
  const folder = await mkdtemp(join(tmpdir(), 'loginlab-clock-'));
  const clock = new FaketimeClock(library, folder, world);
  await writeFile(join(folder, 'sitecustomize.py'), SITE_CUSTOMIZE);
  await clock.write((await world.clock.read()).shiftedSeconds);
  return clock;
};
