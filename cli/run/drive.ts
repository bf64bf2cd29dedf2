import { existsSync } from 'node:fs';
import path from 'node:path';
import { type GapAnswer, LoginLabError } from '../../provider/model/index.ts';
import type { StoryText } from '../../reports/index.ts';
import type { Expectation } from '../../scenarios/model/index.ts';
import type { RunOptions } from '../../scenarios/runner/index.ts';
import { FIRST_SUITE, SUITES } from '../../scenarios/runner/suites.ts';
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
import { chosenFormats } from './chosen-formats.ts';
import { annotate, holdCommands } from './github.ts';
import { namingFields } from './naming.ts';
import { printOutcome } from './print-outcome.ts';
import { NO_PROGRESS, showProgress } from './progress.ts';
import { openReportsFolder } from './reports-folder.ts';
import { howStarted, withConfigFlag } from './reproduce.ts';
import { appendStepSummary } from './step-summary.ts';
import { updateExpected } from './update-expected.ts';

export interface DriveOptions {
  readonly config?: string;
  readonly app?: readonly string[];
  readonly persona?: readonly string[];
  readonly scenario?: readonly string[];
  readonly story?: readonly string[];
  readonly suite?: string;
  readonly gaps?: GapAnswer;
  readonly design?: string;
  readonly quiet?: true;
  readonly format?: readonly string[];
  readonly out: string;
  readonly workers?: number;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly seed?: string;
  readonly expected?: string;
  readonly updateExpected?: true;
  readonly strict?: true;
  readonly allowUnjudged?: true;
  readonly person?: string;
  readonly headed?: true;
  readonly blockThirdPartyCookies?: true;
}

/** Drives the apps, writes the reports, prints the table. Returns the exit code. Throws `usage`, `config`, `unknown-id`. */
export const drive = async (options: DriveOptions): Promise<number> => {
  refuseProduction();
  using _held = holdCommands();
  checkStories(options);
  const loaded = await loadConfig(options.config);
  const expected = await expectationsOf(options, loaded);
  const formats = await chosenFormats(options.format);
  const person = personOf(options);

  const interrupted = new AbortController();
  let signal: StopSignal | undefined;
  using _listening = onStopSignal((name) => {
    signal = name;
    console.error(`\nStopping after ${name}: finished results are reported. Press Ctrl-C again to stop immediately.`);
    interrupted.abort();
  });

  const suite = suiteOf(options, loaded);
  if (!options.quiet) console.error(describePlace(loaded, suite === FIRST_SUITE ? 'three of the apps' : undefined));
  const folder = fromUser(options.out);
  await using reports = await openReportsFolder(folder, formats);
  const { run, clearEvidence } = await import('../../scenarios/runner/index.ts');
  const { openLaneProcesses } = await import('./lane-processes.ts');
  using progress = options.quiet ? NO_PROGRESS : showProgress(options.strict ? { strict: true } : {});
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
      ...(options.story && { stories: options.story }),
      ...(suite !== undefined && { suite }),
      ...(options.workers !== undefined && { workers: options.workers }),
      ...(options.shard && { shard: options.shard }),
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.strict && { strict: true }),
      ...(options.allowUnjudged && { allowUnjudged: true }),
      ...(options.gaps && { gaps: options.gaps }),
      ...(options.design !== undefined && { design: options.design }),
      ...person,
    }),
  );
  progress[Symbol.dispose]();
  const result = withConfigFlag(ended, options.config);

  if (person.browser === undefined) await clearEvidence(path.join(folder, EVIDENCE));
  const [written] = await Promise.allSettled([reports.write(result)]);
  await appendStepSummary(result);
  const opened = written.status === 'fulfilled' ? written.value : undefined;
  const texts = await storyTextsOf(options, suite);
  if (!options.shard) await annotate(result); // the whole is annotated where its parts are joined
  await printOutcome(result, { folder, opened, texts, isFirst: suite === FIRST_SUITE, quiet: options.quiet ?? false });
  if (written.status === 'rejected') throw written.reason;
  if (!options.quiet) printEvidence(person.browser?.evidenceDir);
  if (signal !== undefined) return exitCodeOfSignal[signal];
  if (options.updateExpected) return updateExpected(result, loaded, options.expected);
  return result.summary.red ? EXIT.broken : EXIT.held;
};

/** A story has its own scenarios. */
const checkStories = ({ story, scenario, suite }: DriveOptions): void => {
  if (story === undefined || (scenario === undefined && suite === undefined)) return;
  const other = scenario === undefined ? '--suite' : '--scenario';
  throw new LoginLabError('usage', `--story: a story has its own scenarios. Leave out ${other}, or --story.`, {
    field: '--story',
  });
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

/** A list that is about to be written may not exist yet. The naive clients of a story go wrong as told. */
const expectationsOf = async (options: DriveOptions, loaded: LoadedConfig): Promise<readonly Expectation[]> => {
  if (options.updateExpected) return readExpectations(fileToUpdate(loaded, options.expected));
  const listed = await loadExpectations(loaded, options.expected);
  if (!loaded.bundled || options.story === undefined || options.expected !== undefined) return listed;
  const { deviationsOfStories } = await import('../../scenarios/runner/index.ts');
  return [...listed, ...deviationsOfStories(options.story)];
};

/** Without a config and a selection the stories are told; everything else is for those who ask for it. */
const suiteOf = ({ suite, app, scenario, story }: DriveOptions, { bundled }: LoadedConfig): string | undefined =>
  suite ?? (bundled && app === undefined && scenario === undefined && story === undefined ? FIRST_SUITE : undefined);

/** What is told before the summary. */
const storyTextsOf = async ({ story }: DriveOptions, suite: string | undefined): Promise<readonly StoryText[]> => {
  if (suite === FIRST_SUITE) return SUITES[FIRST_SUITE].include.map((id) => ({ scenarios: [id] }));
  if (story === undefined) return [];
  const { storiesNamed } = await import('../../scenarios/runner/index.ts');
  return storiesNamed(story).map(({ question, answer, situations }) => ({
    ...{ title: question, answer, scenarios: [...new Set(situations.map(({ scenario }) => scenario))] },
  }));
};
