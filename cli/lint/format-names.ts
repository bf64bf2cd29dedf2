/** Names of the formats of `lint`, for `--help`, without loading what writes them. */
export const LINT_FORMAT_NAMES = ['text', 'json', 'markdown', 'sarif'] as const;
export type LintFormatName = (typeof LINT_FORMAT_NAMES)[number];
