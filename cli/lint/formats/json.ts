import type { LintResult } from '../lint-result.ts';

/** The result as it is, for programs. */
export const renderJson = (result: LintResult): string => JSON.stringify(result, undefined, 2);
