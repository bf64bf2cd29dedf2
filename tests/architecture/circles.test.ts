import { expect, test } from 'vitest';
import { findCircles, type Graph } from './circles.ts';
import { readImports } from './imports.ts';
import { LAYERS } from './layers.ts';
import { isTestCode, readSourceFiles } from './source-files.ts';

/** A mutant reaches, when it acts, for the part of its client that it breaks; the client itself never imports one module of them. */
const MUTANT = /^fixtures\/apps\/[^/]+\/(?:mutants|unusual)\//;

const files = (await readSourceFiles()).filter(({ path }) => !MUTANT.test(path));
const ours = (file: (typeof files)[number]) => readImports(file).filter(({ kind }) => kind === 'ours');

/** What imports what; test code too, which may not be part of a circle either. */
const FILES: Graph = new Map(files.map((file) => [file.path, new Set(ours(file).map(({ target }) => target))]));

const layerOf = (path: string): string | undefined => LAYERS.find(({ holds }) => holds.test(path))?.name;

const layerGraph = (): Graph => {
  const graph = new Map<string, Set<string>>(LAYERS.map(({ name }) => [name, new Set()]));
  for (const file of files.filter(({ path }) => !isTestCode(path))) {
    const from = layerOf(file.path);
    for (const to of ours(file).map(({ target }) => layerOf(target))) {
      if (from !== undefined && to !== undefined && to !== from) graph.get(from)?.add(to);
    }
  }
  return graph;
};

const sentences = (graph: Graph): string =>
  findCircles(graph)
    .map((circle) => `${circle.join(' -> ')} is a circle: none of these can be read or changed without the others.`)
    .join('\n');

test('no files import each other in a circle, not even for types', () => {
  expect(sentences(FILES)).toBe('');
});

test('no layers import each other in a circle', () => {
  expect(sentences(layerGraph())).toBe('');
});

test('a circle is shown once, by its shortest way', () => {
  const graph: Graph = new Map([
    ['a', new Set(['b', 'd'])],
    ['b', new Set(['c'])],
    ['c', new Set(['a'])],
    ['d', new Set(['d'])],
    ['e', new Set(['a'])],
  ]);
  expect(findCircles(graph)).toEqual([
    ['a', 'b', 'c', 'a'],
    ['d', 'd'],
  ]);
});
