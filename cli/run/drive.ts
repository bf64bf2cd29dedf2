import { existsSync } from 'node:fs';
import path from 'node:path';
import { LoginLabError } from '../../provider/model/index.ts';
import type { ReportFormat } from '../../reports/index.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import type { RunOptions } from '../../scenarios/runner/index.ts';
import {
  describePlace,
  fileToUpdate,
  type LoadedConfig,
  loadConfig,
  loadExpectations,
  readExpectations,
} from '../config/index.ts';
import { EXIT } from '../exit-codes.ts';
import { oneOf } from '../nearest.ts';
import { forUser, fromUser } from '../paths.ts';
import { refuseProduction } from '../production.ts';
import { exitCodeOfSignal, onStopSignal, type StopSignal } from '../signals.ts';
import { openLaneProcesses } from './lane-processes.ts';
import { namingFields } from './naming.ts';
import { showProgress } from './progress.ts';
import { howStarted, withConfigFlag } from './reproduce.ts';
import { appendStepSummary } from './step-summary.ts';
import { updateExpected } from './update-expected.ts';
import { writeReports } from './write-reports.ts';

export interface DriveOptions {
  readonly config?: string;
  readonly app?: readonly string[];
  readonly persona?: readonly string[];
  readonly scenario?: readonly string[];
  readonly suite?: string;
  readonly format?: readonly string[];
  readonly out: string;
  readonly workers?: number;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly expected?: string;
  readonly updateExpected?: true;
  readonly strict?: true;
  readonly allowUnjudged?: true;
  readonly person?: string;
  readonly headed?: true;
  readonly blockThirdPartyCookies?: true;
}

const DEFAULT_FORMATS = ['json', 'html', 'junit'];

/** Drives the apps, writes the reports, prints the table. Returns the exit code. Throws `usage`, `config`, `unknown-id`. */
export const drive = async (options: DriveOptions): Promise<number> => {
  refuseProduction();
  const loaded = await loadConfig(options.config);
  const expected = await expectationsOf(options, loaded);
  const formats = await chosenFormats(options.format ?? DEFAULT_FORMATS);

  const interrupted = new AbortController();
  let signal: StopSignal | undefined;
  using _listening = onStopSignal((name) => {
    signal = name;
    console.error(`\nStopping after ${name}: finished results are reported. Press Ctrl-C again to stop immediately.`);
    interrupted.abort();
  });

  console.error(describePlace(loaded));
  const { run } = await import('../../scenarios/runner/index.ts');
  using progress = showProgress();
  const ended = await namingFields(loaded.file, () =>
    run({
      config: loaded.config,
      configDir: path.dirname(loaded.file),
      expected,
      signal: interrupted.signal,
      onEvent: progress.tell,
      command: howStarted(),
      processes: openLaneProcesses(loaded.file),
      ...(options.app && { apps: options.app }),
      ...(options.persona && { personas: options.persona }),
      ...(options.scenario && { scenarios: options.scenario }),
      ...(options.suite !== undefined && { suite: options.suite }),
      ...(options.workers !== undefined && { workers: options.workers }),
      ...(options.shard && { shard: options.shard }),
      ...(options.strict && { strict: true }),
      ...(options.allowUnjudged && { allowUnjudged: true }),
      ...personOf(options),
    }),
  );
  progress[Symbol.dispose]();
  const result = withConfigFlag(ended, options.config);

  const { folder, opened } = await writeReports(result, formats, fromUser(options.out));
  await appendStepSummary(result);
  await printOutcome(result, folder, opened);
  printEvidence(personOf(options).browser?.evidenceDir);
  if (signal !== undefined) return exitCodeOfSignal[signal];
  if (options.updateExpected) return updateExpected(result, loaded, options.expected);
  return result.summary.red ? EXIT.broken : EXIT.held;
};

const PEOPLE = ['http', 'browser'] as const;

const personOf = ({ person, headed, blockThirdPartyCookies, out }: DriveOptions): Pick<RunOptions, 'person' | 'browser'> => {
  const kind = person ?? (headed || blockThirdPartyCookies ? 'browser' : 'http');
  const wanted = oneOf({ what: 'kind of person', field: '--person', value: kind }, PEOPLE);
  if (wanted === 'http' && (headed || blockThirdPartyCookies)) {
    const message =
      '--person: http has no windows and no frames. Leave out --headed and --block-third-party-cookies, or --person.';
    throw new LoginLabError('usage', message, { field: '--person' });
  }
  if (wanted === 'http') return {};
  const browser = { headed: headed ?? false, blockThirdPartyCookies: blockThirdPartyCookies ?? false };
  return { person: wanted, browser: { ...browser, evidenceDir: path.join(fromUser(out), EVIDENCE) } };
};

const printEvidence = (folder: string | undefined): void => {
  if (folder === undefined || !existsSync(folder)) return;
  console.log(
    `Browser traces of results that did not pass are in ${forUser(folder)}. Open one with: npx playwright show-trace FILE`,
  );
};

/** Folder for browser traces, below that of the reports. */
const EVIDENCE = 'browser';

/** A list that is about to be written may not exist yet. */
const expectationsOf = (options: DriveOptions, loaded: LoadedConfig) =>
  options.updateExpected ? readExpectations(fileToUpdate(loaded, options.expected)) : loadExpectations(loaded, options.expected);

const chosenFormats = async (asked: readonly string[]): Promise<readonly ReportFormat[]> => {
  const { REPORTERS } = await import('../../reports/index.ts');
  const known = Object.values(REPORTERS).map((reporter) => reporter.format as ReportFormat);
  const formats = asked.map((value) => oneOf({ what: 'report format', field: '--format', value }, known));
  // run.json is always written: every other report can be made from it.
  return [...new Set<ReportFormat>(['json', ...formats])];
};

const printOutcome = async (result: RunResult, folder: string, opened: string): Promise<void> => {
  const { default: picocolors } = await import('picocolors');
  const { renderTerminal } = await import('../../reports/index.ts');
  const width = process.stdout.columns ?? 100;
  process.stdout.write(renderTerminal(result, { color: picocolors.isColorSupported, width }));
  console.log(`\nReports are in ${forUser(folder)}; open ${forUser(opened)}`);
};
