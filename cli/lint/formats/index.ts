/** How findings are written: one file per format. */
import type { Rule } from '../../../scenarios/model/index.ts';
import type { LintFormatName } from '../format-names.ts';
import type { LintResult } from '../lint-result.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

interface LintFormat {
  /** What a file of it is called; the text goes to the terminal only. */
  readonly file?: string;
  render(result: LintResult, rules: readonly Rule[]): string;
}

export const LINT_FORMATS: Readonly<Record<LintFormatName, LintFormat>> = {
  text: { render: renderText },
  json: { file: 'lint.json', render: renderJson },
  markdown: { file: 'lint.md', render: renderMarkdown },
  sarif: { file: 'lint.sarif', render: renderSarif },
};
