import type { ReportFormat } from '../../reports/index.ts';
import { oneOf } from '../nearest.ts';

const DEFAULT_FORMATS = ['json', 'html', 'junit'];

/** The formats that were asked for. Throws `unknown-id`. */
export const chosenFormats = async (asked: readonly string[] = DEFAULT_FORMATS): Promise<readonly ReportFormat[]> => {
  const { REPORTERS } = await import('../../reports/index.ts');
  const known = Object.values(REPORTERS).map((reporter) => reporter.format as ReportFormat);
  const formats = asked.map((value) => oneOf({ what: 'report format', field: '--format', value }, known));
  // run.json is always written: every other report can be made from it.
  return [...new Set<ReportFormat>(['json', ...formats])];
};
