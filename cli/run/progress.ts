import picocolors from 'picocolors';
import { COUNTED, type Counted, countedAs, type RunResult, SIGN_IN_CHECK_ID } from '../../scenarios/model/index.ts';
import type { RunEvent } from '../../scenarios/runner/index.ts';

export interface Progress extends Disposable {
  readonly tell: (event: RunEvent) => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/**
 * Prints the progress of a run on stderr: one live line on a terminal, elsewhere a line for each app that is done. What an app
 * died of, and what the lab does not serve, stays on the screen in both cases.
 */
export const showProgress = (run: Strictness = {}, stream: NodeJS.WriteStream = process.stderr): Progress => {
  const live = stream.isTTY === true;
  const counts = new Counts(run);
  const say = (line: string): void => {
    stream.write(live ? `${CLEAR_LINE}${line}\n` : `${line}\n`);
  };
  let [over, now] = [false, ''];
  return {
    tell(event) {
      counts.add(event);
      now = latest(event) ?? now;
      const line = lasting(event, counts);
      if (line !== undefined && (!live || isTrouble(event))) say(line);
      if (live && event.type !== 'ended') stream.write(CLEAR_LINE + cut(passing(now, counts), stream.columns));
    },
    [Symbol.dispose]() {
      if (live && !over) stream.write(CLEAR_LINE);
      over = true;
    },
  };
};

/** For `--quiet`. */
export const NO_PROGRESS: Progress = { tell() {}, [Symbol.dispose]() {} };

/** A longer line would wrap, and could not be written over. */
const cut = (line: string, columns: number): string => line.slice(0, Math.max(20, columns - 1));

type Strictness = Pick<RunResult, 'strict'>;

/** The results so far, by what they count as at the end. */
class Counts {
  done = 0;
  of = 0;
  #planned: Readonly<Record<string, number>> = {};
  readonly #byApp = new Map<string, Map<Counted, number>>();
  /** Results of scenarios; that of a failed sign-in check comes in addition to those that were planned. */
  readonly #played = new Map<string, number>();
  readonly #gaps = new Set<string>();
  /** The event told a gap for the first time. */
  isNewGap = false;
  readonly #run: Strictness;

  constructor(run: Strictness) {
    this.#run = run;
  }

  get apps(): number {
    return Object.keys(this.#planned).length;
  }

  get appsDone(): number {
    return Object.keys(this.#planned).filter((app) => this.isDone(app)).length;
  }

  add(event: RunEvent): void {
    if (event.type === 'gap') {
      this.isNewGap = !this.#gaps.has(event.why);
      this.#gaps.add(event.why);
    }
    if (event.type === 'planned') [this.#planned, this.of] = [event.apps, event.results];
    if (event.type !== 'result') return;
    this.done = event.done;
    const kind = countedAs(event.result, this.#run);
    const app = event.result.app.id;
    const own = this.#byApp.get(app) ?? new Map<Counted, number>();
    this.#byApp.set(app, own.set(kind, (own.get(kind) ?? 0) + 1));
    if (event.result.scenario !== SIGN_IN_CHECK_ID) this.#played.set(app, (this.#played.get(app) ?? 0) + 1);
  }

  isDone(app: string): boolean {
    return this.#played.get(app) === this.#planned[app];
  }

  /** `2 fail, 1 known, 5 pass`, of one app or of all. */
  describe(kinds: readonly Counted[], { app, paint = true }: { readonly app?: string; readonly paint?: boolean }): string {
    const maps = app === undefined ? [...this.#byApp.values()] : [this.#byApp.get(app) ?? new Map<Counted, number>()];
    const count = (kind: Counted) => maps.reduce((sum, own) => sum + (own.get(kind) ?? 0), 0);
    const parts = kinds.map((kind) => [kind, count(kind)] as const).filter(([, number]) => number > 0);
    return parts.map(([kind, number]) => (paint ? COLOURS[kind] : String)(`${number} ${kind}`)).join(', ');
  }
}

const COLOURS: Readonly<Record<Counted, (text: string) => string>> = {
  fail: picocolors.red,
  inconclusive: picocolors.magenta,
  warn: picocolors.yellow,
  known: picocolors.yellow,
  pass: picocolors.green,
  info: picocolors.cyan,
  skip: picocolors.dim,
};

const isTrouble = ({ type }: RunEvent): boolean => type === 'app-down' || type === 'gap' || type === 'lane-lost';

const lasting = (event: RunEvent, counts: Counts): string | undefined => {
  if (event.type === 'planned') return `${event.results} results expected from ${Object.keys(event.apps).join(', ')}`;
  if (event.type === 'app-down') return `${event.app} is down: ${event.reason}`;
  if (event.type === 'lane-lost') return `${event.apps.join(', ')}: ${event.reason}`;
  if (event.type === 'gap') return counts.isNewGap ? event.why : undefined;
  if (event.type !== 'result' || !counts.isDone(event.result.app.id)) return undefined;
  const { id } = event.result.app;
  return `${counts.appsDone} of ${counts.apps} apps: ${id}: ${counts.describe(COUNTED, { app: id })}`;
};

/** `12/340  2 fail  web: refresh/single-flight:rotating`; without colours, which would count as characters. */
const passing = (now: string, counts: Counts): string => {
  const bad = counts.describe(['fail', 'inconclusive', 'known'], { paint: false });
  return [`${counts.done}/${counts.of}`, bad, now].filter((part) => part !== '').join('  ');
};

const latest = (event: RunEvent): string | undefined => {
  if (event.type === 'app-starting') return `starting ${event.app} …`;
  if (event.type !== 'scenario-started') return undefined;
  return `${event.app}: ${event.scenario}${event.variant === undefined ? '' : `:${event.variant}`}`;
};
