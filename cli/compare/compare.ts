import manifest from '../../package.json' with { type: 'json' };
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { ALL_VENDORS } from '../../provider/personas/vendors.ts';
import type { PlayedAt } from '../../reports/index.ts';
import { EXIT } from '../exit-codes.ts';
import { oneOf } from '../nearest.ts';
import { refuseProduction } from '../production.ts';
import { chosenFormats, type OutputOptions, terminal, writeResult } from './write.ts';

export interface CompareOptions extends OutputOptions {
  readonly persona?: readonly string[];
  readonly story?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly app?: string;
  readonly config?: string;
}

/** Personas that can be compared: those that declare how a right client uses them. */
const COMPARABLE: readonly PersonaId[] = ALL_VENDORS.flatMap(({ id, reference }) => (reference ? [id] : []));

const comparablePersona = (field: string, value: string): PersonaId => oneOf({ what: 'persona', field, value }, COMPARABLE);

const usage = (message: string, field: string): LoginLabError => new LoginLabError('usage', `compare: ${message}`, { field });

/** What stands beside each other: each once, in the order of the command. */
const personasOf = ({ persona }: CompareOptions): readonly PersonaId[] => {
  const chosen = persona ? [...new Set(persona.map((value) => comparablePersona('--persona', value)))] : COMPARABLE;
  if (chosen.length < 2) throw usage('one provider cannot be compared with itself. Name two: --persona A,B', '--persona');
  return chosen;
};

const storiesOf = async ({ story }: CompareOptions) => {
  const { COMPARE_STORIES } = await import('../../scenarios/compare/index.ts');
  if (story === undefined) return COMPARE_STORIES;
  const known = COMPARE_STORIES.map(({ id }) => id);
  const wanted = new Set(story.map((value) => oneOf({ what: 'story', field: '--story', value }, known)));
  return COMPARE_STORIES.filter(({ id }) => wanted.has(id));
};

const compareProviders = async (options: CompareOptions): Promise<number> => {
  const personas = personasOf(options);
  const stories = await storiesOf(options);
  const { compare } = await import('../../scenarios/compare/index.ts');
  const { COMPARISON_FORMATS, renderText } = await import('../../reports/index.ts');
  const comparison = await compare({ personas, stories, version: manifest.version });
  await writeResult(comparison, COMPARISON_FORMATS, (each) => renderText(each, terminal()), options);
  return EXIT.held;
};

/** What changed from one run to the other. A result that got worse makes the exit code 1. */
const compareRuns = async ([before = '', after = '']: readonly string[], options: CompareOptions): Promise<number> => {
  const { openRun } = await import('../report/open-run.ts');
  const { diffRuns, RUN_DIFF_FORMATS, renderRunDiff } = await import('../../reports/index.ts');
  const open = async (file: string) => ({ file, run: await openRun(file, 'RUN') });
  const diff = diffRuns(await open(before), await open(after));
  await writeResult(diff, RUN_DIFF_FORMATS, (each) => renderRunDiff(each, terminal()), options);
  return diff.worse > 0 ? EXIT.broken : EXIT.held;
};

const moveOf = ({ from, to, app }: CompareOptions) => {
  const missing = Object.entries({ '--from': from, '--to': to, '--app': app }).flatMap(([flag, value]) =>
    value === undefined ? [flag] : [],
  );
  if (from === undefined || to === undefined || app === undefined)
    throw usage(`${missing.join(' and ')} missing. A move has all three: --from A --to B --app ID`, missing[0] ?? '--app');
  const move = { from: comparablePersona('--from', from), to: comparablePersona('--to', to), app };
  if (move.from === move.to)
    throw usage(`--from and --to are both ${from}. Name the provider that the app moves to: --to B`, '--to');
  return move;
};

const migrateApp = async (options: CompareOptions): Promise<number> => {
  const { from, to, app } = moveOf(options);
  const { playApp } = await import('./play-app.ts');
  const { compare } = await import('../../scenarios/compare/index.ts');
  const { migrate, MIGRATION_FORMATS, renderMigration } = await import('../../reports/index.ts');
  const run = await playApp(app, from, options.config, '--from');
  const comparison = await compare({ personas: [from, to], version: manifest.version });
  const migration = migrate(run, comparison, app, { from, to });
  await writeResult(migration, MIGRATION_FORMATS, (each) => renderMigration(each, terminal()), options);
  return migration.played.pass > 0 ? EXIT.held : EXIT.broken;
};

/** The providers of an app, which are at least two. */
const allOf = async (app: string, { config }: CompareOptions): Promise<readonly PersonaId[]> => {
  const { severalPersonas } = await import('./play-app.ts');
  return (await severalPersonas(app, config)).map((value) => comparablePersona('--app', value));
};

/** The same app at each of its providers, or at those of `--persona`. */
const compareAtProviders = async (app: string, options: CompareOptions): Promise<number> => {
  const { playApp } = await import('./play-app.ts');
  const personas = options.persona ? personasOf(options) : await allOf(app, options);
  const { COMPARISON_FORMATS, compareApp, renderText } = await import('../../reports/index.ts');
  const played: PlayedAt[] = [];
  for (const persona of personas) played.push({ persona, run: await playApp(app, persona, options.config, '--persona') });
  const comparison = compareApp(app, played, manifest.version);
  await writeResult(comparison, COMPARISON_FORMATS, (each) => renderText(each, terminal()), options);
  return EXIT.held;
};

const refuseMixed = (runs: readonly string[], { persona, story, from, to, app }: CompareOptions): void => {
  const moving = from ?? to;
  if (runs.length === 1) throw usage('one run cannot be compared with itself. Name two: loginlab compare RUN_A RUN_B', 'RUN');
  if (runs.length > 2) throw usage(`two runs are compared, found ${runs.length}. Name two: loginlab compare RUN_A RUN_B`, 'RUN');
  if (runs.length > 0 && (persona ?? story ?? moving ?? app) !== undefined)
    throw usage('two runs are compared as they are. Leave out --persona, --story, --from, --to and --app, or the runs.', 'RUN');
  if (moving !== undefined && (persona ?? story) !== undefined)
    throw usage(
      'a move is from one provider to one other, with all stories. Leave out --persona and --story.',
      persona ? '--persona' : '--story',
    );
  if (app !== undefined && story !== undefined)
    throw usage('an app is played through scenarios, not through the stories. Leave out --story, or --app.', '--story');
};

/** Compares providers, two runs, or what an app relies on with another provider. Returns the exit code. Rejects with `usage`, `config`, `unknown-id`. */
export const compareCommandLine = async (runs: readonly string[], options: CompareOptions): Promise<number> => {
  refuseProduction();
  chosenFormats(options);
  refuseMixed(runs, options);
  if (runs.length > 0) return compareRuns(runs, options);
  if (options.from !== undefined || options.to !== undefined) return migrateApp(options);
  return options.app === undefined ? compareProviders(options) : compareAtProviders(options.app, options);
};
