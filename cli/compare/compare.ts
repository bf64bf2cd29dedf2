import manifest from '../../package.json' with { type: 'json' };
import { LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { ALL_VENDORS } from '../../provider/personas/vendors.ts';
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

export const comparablePersona = (field: string, value: string): PersonaId =>
  oneOf({ what: 'persona', field, value }, COMPARABLE);

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

/** Compares providers, or two runs. Returns the exit code. Rejects with `usage`, `config`, `unknown-id`. */
export const compareCommandLine = async (runs: readonly string[], options: CompareOptions): Promise<number> => {
  refuseProduction();
  chosenFormats(options);
  return compareProviders(options);
};
