/** Requirements of each persona, and coverage of the rows that no behaviour names. Data for `docs/fidelity.md`. */
import type { RowCatalogue, RowCoverage } from '../../model/index.ts';
import { FACEBOOK_COVERAGE } from '../facebook/coverage.ts';
import { FACEBOOK_ROWS } from '../facebook/rows.ts';
import { GOOGLE_COVERAGE } from '../google/coverage.ts';
import { GOOGLE_ROWS } from '../google/rows.ts';

export type { Row, RowCatalogue, RowCoverage, Section } from '../../model/index.ts';

export const ROW_CATALOGUES: readonly RowCatalogue[] = [GOOGLE_ROWS, FACEBOOK_ROWS];

/** By row. */
export const ROW_COVERAGE: Readonly<Record<string, RowCoverage>> = { ...GOOGLE_COVERAGE, ...FACEBOOK_COVERAGE };
