import path from 'node:path';
import picocolors from 'picocolors';
import type { Examination, RunOptions } from '../../scenarios/runner/index.ts';
import { loadConfig } from '../config/index.ts';
import { EXIT } from '../exit-codes.ts';
import { oneOf } from '../nearest.ts';
import { forUser } from '../paths.ts';
import { refuseProduction } from '../production.ts';
import { namingFields } from '../run/naming.ts';
import { howStarted } from '../run/reproduce.ts';
import { exitCodeOfSignal, onStopSignal, type StopSignal } from '../signals.ts';
import type { DoctorFinding } from './finding.ts';
import { findingsOf } from './findings.ts';

export interface DoctorOptions {
  readonly config?: string;
  readonly app?: readonly string[];
  readonly persona?: readonly string[];
  readonly person?: string;
  readonly json?: true;
}

/** The findings about one app with one persona. */
interface Diagnosis {
  readonly app: string;
  readonly persona: string;
  readonly ok: boolean;
  readonly findings: readonly DoctorFinding[];
}

const PEOPLE = ['http', 'browser'] as const;

/** Examines the apps of a config and prints a line for each thing that was tried. Returns the exit code. Throws `usage`, `config`, `unknown-id`. */
export const doctor = async (options: DoctorOptions): Promise<number> => {
  refuseProduction();
  const person = oneOf({ what: 'kind of person', field: '--person', value: options.person ?? 'http' }, PEOPLE);
  const { file, config, bundled, others } = await loadConfig(options.config);
  const stop = new AbortController();
  let signal: StopSignal | undefined;
  using _listening = onStopSignal((name) => {
    signal = name;
    stop.abort(new Error(`stopped by ${name}`));
  });
  const named: RunOptions = {
    ...{ config, configDir: path.dirname(file), command: howStarted(), signal: stop.signal, person },
    ...(options.app && { apps: options.app }),
    ...(options.persona && { personas: options.persona }),
  };
  const which = bundled ? 'no loginlab.config.* in this project: the apps that come with Login Lab' : `${forUser(file)} is valid`;
  if (!options.json) console.log(MARKS.ok(`config  ${which}`));
  if (!options.json && others.length > 0)
    console.log(
      MARKS.note(
        `config  not used: ${others.map(forUser).join(', ')}, beyond the root of this project; to use it: --config FILE`,
      ),
    );
  try {
    const all = await namingFields(file, () => examineAll(named, options.json ? () => undefined : print));
    if (options.json) console.log(JSON.stringify(all, undefined, 2));
    return all.every(({ ok }) => ok) ? EXIT.held : EXIT.broken;
  } catch (error) {
    if (signal === undefined) throw error;
    return exitCodeOfSignal[signal];
  }
};

/** A person came in: without that nothing else of the app was seen. */
const hasEntered = ({ result }: Examination): boolean =>
  result.checks.some(({ id, verdict }) => (id === 'signIn' || id === 'acceptsToken') && verdict === 'pass');

/** The lab and the app answer until all findings of an examination are made. */
const examineAll = async (options: RunOptions, told: (diagnosis: Diagnosis) => void): Promise<readonly Diagnosis[]> => {
  const { examine } = await import('../../scenarios/runner/index.ts');
  const all: Diagnosis[] = [];
  for await (const examination of examine(options)) {
    const findings = await findingsOf(examination);
    const ok =
      examination.result.verdict === 'pass' && hasEntered(examination) && findings.every(({ state }) => state !== 'broken');
    const diagnosis = { app: examination.app.id, persona: examination.persona, ok, findings };
    told(diagnosis);
    all.push(diagnosis);
  }
  return all;
};

const MARKS = {
  ok: (text: string) => `${picocolors.green('✓')} ${text}`,
  broken: (text: string) => `${picocolors.red('✗')} ${text}`,
  note: (text: string) => picocolors.dim(`· ${text}`),
} as const;

const print = ({ app, persona, ok, findings }: Diagnosis): void => {
  console.log(`\n${picocolors.bold(`${app} with ${persona}`)}`);
  const width = Math.max(...findings.map(({ field }) => field.length));
  for (const { state, field, text } of findings) {
    const [first = '', ...more] = text.split('\n');
    console.log(`  ${MARKS[state](`${field.padEnd(width)}  ${first}`)}`);
    for (const line of more) console.log(`      ${line}`);
  }
  console.log(ok ? `Nothing is wrong. Drive the app: ${howStarted()} run` : describeBroken(findings));
};

const describeBroken = (findings: readonly DoctorFinding[]): string => {
  const count = findings.filter(({ state }) => state === 'broken').length;
  if (count === 0) return 'Nothing was found to be wrong, but not everything could be judged: see above.';
  return `${count} ${count === 1 ? 'thing is' : 'things are'} to be mended.`;
};
