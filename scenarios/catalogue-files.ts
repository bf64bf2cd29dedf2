import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Not an entry of a catalogue: how it is found, what it shows, and its tests. */
const NOT_AN_ENTRY = /(^|\/)(found|index|[^/]+\.test)\.ts$/;

/** The files of a catalogue, sorted, relative to its folder: one entry a file. */
export const catalogueFiles = (folder: string): readonly string[] =>
  globSync('**/*.ts', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NOT_AN_ENTRY.test(file))
    .toSorted();

/** What the files of a catalogue export as `default`. Only from sources: the bundler knows the files beforehand. */
export const importCatalogue = <T>(folder: string): Promise<readonly T[]> =>
  Promise.all(
    catalogueFiles(folder).map(async (file) => {
      const { default: entry } = await import(pathToFileURL(path.join(folder, file)).href);
      return entry as T;
    }),
  );

/** The text of a module that exports the same as `found`, for the bundler. */
export const catalogueModule = (folder: string): string => {
  const files = catalogueFiles(folder);
  const imports = files.map((file, place) => `import entry${place} from ${JSON.stringify(`./${file}`)};\n`);
  return `${imports.join('')}export const found = [${files.map((_, place) => `entry${place}`).join(', ')}];\n`;
};
