import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Import, readImports } from './imports.ts';
import { LAYERS, type Layer } from './layers.ts';
import { isTestCode, ROOT, readSourceFiles } from './source-files.ts';

const files = (await readSourceFiles()).filter((file) => !isTestCode(file.path));

const layerOf = (path: string): Layer | undefined => LAYERS.find((layer) => layer.holds.test(path));

/** Programs that nothing else imports: they may use anything. */
const FREE = /^(bench|examples)\/|^[a-z]+\.config\.ts$/;

/** The folder of a bundled app, also for the folders in it. */
const appFolderOf = (file: string): string => /^fixtures\/apps\/[^/]+(?=\/)/.exec(file)?.[0] ?? path.dirname(file);

/** What the `package.json` of a program says that it needs. */
const ownPackages = (file: string): readonly string[] => {
  const manifest = path.join(ROOT, appFolderOf(file), 'package.json');
  if (!existsSync(manifest)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies);
};

/** Layers of single files, without an index.ts to go through. */
const NO_HOUSE: ReadonlySet<string> = new Set(['clock and random', 'declarations', 'suites']);

/** What is wrong with an import, as a sentence; nothing when it is right. */
const complaint = (layer: Layer, { from, target, kind }: Import): string | undefined => {
  if (kind === 'node') return layer.leaf ? `imports ${target}` : undefined;
  if (kind === 'package') {
    const packages = layer.packages === 'its own' ? ownPackages(from) : layer.packages;
    return packages.includes(target) ? undefined : `imports the package ${target}`;
  }
  if (target === 'package.json') return undefined;
  const other = layerOf(target);
  if (other === layer) return undefined;
  if (other === undefined || !layer.imports.includes(other.name)) return `imports ${target} of ${other?.name ?? 'no layer'}`;
  const sideDoor = layer.throughIndex && !target.endsWith('index.ts') && !NO_HOUSE.has(other.name);
  return sideDoor ? `imports ${target} past its index.ts` : undefined;
};

test('every source file belongs to a layer', () => {
  expect(files.filter((file) => !FREE.test(file.path) && layerOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
});

test('an app has no package that it does not import, and imports nothing of another app but their base', () => {
  const apps = files.filter((file) => layerOf(file.path)?.name === 'apps');
  const imports = apps.flatMap(readImports);
  // Of the packages in this repository, `app-base` alone is one that an app may name.
  const isApp = (name: string) => name.startsWith('app-') && name !== 'app-base';
  const strays = imports.filter(
    ({ from, target, kind }) => isApp(target) || (kind === 'ours' && appFolderOf(target) !== appFolderOf(from)),
  );
  const unused = [...new Set(apps.map((file) => file.path).map(appFolderOf))].flatMap((folder) =>
    ownPackages(`${folder}/server.mjs`)
      .filter((name) => !imports.some(({ from, target }) => appFolderOf(from) === folder && target === name))
      .map((name) => `${folder}: ${name}`),
  );
  expect({ strays, unused }).toEqual({ strays: [], unused: [] });
});

test('every layer has files, and imports only layers that exist', () => {
  const empty = LAYERS.filter((layer) => !files.some((file) => layerOf(file.path) === layer)).map((layer) => layer.name);
  const names = new Set(LAYERS.map((layer) => layer.name));
  const unknown = LAYERS.flatMap((layer) => layer.imports.filter((name) => !names.has(name)));
  expect({ empty, unknown }).toEqual({ empty: [], unknown: [] });
});

test('a declaration loads no persona: it names types of it, and the way to load it later', () => {
  const AT_ONCE = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gm;
  const loads = files
    .filter((file) => layerOf(file.path)?.name === 'declarations')
    .flatMap(({ path: from, text }) =>
      [...text.matchAll(AT_ONCE)].map(([, specifier = '']) => ({
        from,
        target: path.posix.join(path.posix.dirname(from), specifier),
      })),
    );
  const LATER: ReadonlySet<string | undefined> = new Set(['personas', 'registrations']);
  expect(loads.filter(({ target }) => LATER.has(layerOf(target)?.name))).toEqual([]);
});

test.each(LAYERS)('$name imports only what it may, because $because', (layer) => {
  const sentences = files
    .filter((file) => layerOf(file.path) === layer)
    .flatMap(readImports)
    .flatMap((one) => {
      const wrong = complaint(layer, one);
      return wrong === undefined ? [] : [`${one.from}:${one.line} ${wrong}; it may not, because ${layer.because}.`];
    });
  expect(sentences.join('\n')).toBe('');
});
