import path from 'node:path';
import { expect, test } from 'vitest';
import { readSourceFiles, withoutComments } from './source-files.ts';

const texts = new Map((await readSourceFiles()).map((file) => [file.path, withoutComments(file.text)]));

/** `import { a, type B } from './c.ts'`, `export * from './d.ts'`; not `import type`, not `import('./e.ts')`. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:([^;'"]*?)\s+from\s+)?'([^']+)'/gm;

/** `{ type A, type B }` imports nothing. */
const isOnlyTypes = (clause = ''): boolean => /^\{(?:\s*type\s[^,}]*,?)+\s*\}$/.test(clause.trim());

const importedBy = (file: string): readonly string[] =>
  [...(texts.get(file) ?? '').matchAll(STATIC)].flatMap(([, clause, specifier = '']) => {
    if (isOnlyTypes(clause)) return [];
    return [specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier];
  });

/** What is loaded with some files, each with the file that asks for it. */
const loadedWith = (first: readonly string[]): ReadonlyMap<string, string> => {
  const loaded = new Map(first.map((file) => [file, 'the command line']));
  for (const file of loaded.keys()) for (const target of importedBy(file)) if (!loaded.has(target)) loaded.set(target, file);
  return loaded;
};

/** Each takes longer than a whole bare server, or is for few. */
const LATER =
  /^(?:oidc-provider|koa|@peculiar|msw|parse5|postal-mime|smtp-server|tough-cookie|undici|node:tls|node:https)(?:\/|$)|^provider\/(?:control\/(?:server|openapi|client)|console\/index|personas\/[^/]+\/persona|engine\/protocol|x509\/index)\.ts$|^scenarios\/(?:rules|catalogue)\/index\.ts$/;

test('a lab starts without what nobody has asked it for yet', () => {
  const loaded = loadedWith(['cli/serve/serve.ts', 'provider/index.ts']);
  expect(loaded.size).toBeGreaterThan(200);
  expect(loaded.has('provider/pipeline/listener.ts')).toBe(true);
  const early = [...loaded].filter(([target]) => LATER.test(target)).map(([target, by]) => `${by} loads ${target}`);
  expect(early).toEqual([]);
});
