import { importCatalogue } from '../catalogue-files.ts';
import type { Scenario } from '../model/index.ts';

/** The bundler replaces this file by imports of the files of this folder. */
export const found = await importCatalogue<Scenario>(import.meta.dirname);
