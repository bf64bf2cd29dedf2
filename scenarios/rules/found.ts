import { importCatalogue } from '../catalogue-files.ts';
import type { Rule } from '../model/index.ts';

/** The bundler replaces this file by imports of the files of this folder. */
export const found = await importCatalogue<Rule>(import.meta.dirname);
