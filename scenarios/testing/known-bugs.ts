import { existsSync, readdirSync } from 'node:fs';
import { BUNDLED_DIR } from './bundled.ts';

/** A bug in one sentence, or an unusual way, and what it overrides. */
type Named = Readonly<Record<string, { readonly bug?: string; readonly unusual?: string }>>;

interface Base {
  /** Its known bugs. */
  readonly mutants: Named;
  /** Right ways that few clients go. */
  readonly unusual: Named;
}

const fileIn = (folder: string, name: string): string | undefined =>
  [`${folder}/${name}.mjs`, `${folder}/page/${name}.mjs`].find((file) => existsSync(BUNDLED_DIR + file));

const read = async (folder: string, name: string, exported: string): Promise<Named> => {
  const file = fileIn(folder, name);
  if (file === undefined) return {};
  const found = (await import(String(new URL(`../../fixtures/apps/${file}`, import.meta.url)))) as Readonly<
    Record<string, Named | undefined>
  >;
  return found[exported] ?? {};
};

const readBase = async (folder: string): Promise<Base> => ({
  mutants: await read(folder, 'mutants', 'MUTANTS'),
  unusual: await read(folder, 'unusual', 'UNUSUAL'),
});

/** The base clients by their folder: those with a list of known bugs. */
export const FOLDERS: Readonly<Record<string, Base>> = Object.fromEntries(
  await Promise.all(
    readdirSync(BUNDLED_DIR)
      .filter((folder) => fileIn(folder, 'mutants') !== undefined)
      .map(async (folder) => [folder, await readBase(folder)] as const),
  ),
);
