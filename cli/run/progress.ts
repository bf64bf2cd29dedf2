import picocolors from 'picocolors';
import type { ScenarioResult, Verdict } from '../../scenarios/model/index.ts';
import type { RunEvent } from '../../scenarios/runner/index.ts';

export interface Progress extends Disposable {
  readonly tell: (event: RunEvent) => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** Prints the progress of a run on stderr: one live line on a terminal, otherwise a line for each result. */
export const showProgress = (stream: NodeJS.WriteStream = process.stderr): Progress => {
  const live = stream.isTTY === true;
  let over = false;
  const say = (line: string): void => {
    stream.write(live ? `${CLEAR_LINE}${line}\n` : `${line}\n`);
  };
  const show = (line: string): void => {
    if (live) stream.write(CLEAR_LINE + line.slice(0, Math.max(20, stream.columns - 1)));
  };
  return {
    tell(event) {
      const line = lasting(event);
      if (line !== undefined && (!live || isTrouble(event))) say(line);
      const passing = momentary(event);
      if (passing !== undefined) show(passing);
    },
    [Symbol.dispose]() {
      if (live && !over) stream.write(CLEAR_LINE);
      over = true;
    },
  };
};

const COLOURS: Readonly<Record<Verdict, (text: string) => string>> = {
  fail: picocolors.red,
  inconclusive: picocolors.magenta,
  warn: picocolors.yellow,
  pass: picocolors.green,
  info: picocolors.cyan,
  skip: picocolors.dim,
};

const isTrouble = (event: RunEvent): boolean =>
  event.type === 'app-down' ||
  (event.type === 'result' && ['fail', 'inconclusive'].includes(event.result.verdict) && !isKnown(event.result));

const isKnown = (result: ScenarioResult): boolean => result.expected === result.verdict;

const lasting = (event: RunEvent): string | undefined => {
  if (event.type === 'planned') return `${event.results} results expected from ${event.apps.join(', ')}`;
  if (event.type === 'app-down') return `${event.app} is down: ${event.reason}`;
  if (event.type !== 'result') return undefined;
  const { result, done, of } = event;
  const name = result.variant === undefined ? result.scenario : `${result.scenario}:${result.variant}`;
  const known = isKnown(result) ? ' (known)' : '';
  const why = result.reason === undefined ? '' : `: ${result.reason.split('\n')[0]}`;
  return `${String(done).padStart(String(of).length)}/${of}  ${COLOURS[result.verdict](result.verdict.padEnd(12))}  ${result.app.id}  ${name}${known}${why}`;
};

const momentary = (event: RunEvent): string | undefined => {
  if (event.type === 'app-starting') return `starting ${event.app} …`;
  if (event.type === 'scenario-started')
    return `${event.app}: ${event.scenario}${event.variant === undefined ? '' : `:${event.variant}`} …`;
  if (event.type === 'result') return `${event.done} of ${event.of} …`;
  return undefined;
};
