/** Small recordings for every rule: where it finds something, and where it must not. Files of this folder, each of some rules. */
import { importCatalogue } from '../../catalogue-files.ts';
import type { RecordingsOfRules } from '../recorded.ts';

export const RECORDINGS: RecordingsOfRules = Object.assign(
  {},
  ...(await importCatalogue<RecordingsOfRules>(import.meta.dirname)),
);
