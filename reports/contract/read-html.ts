import { inflateRawSync } from 'node:zlib';
import { type DefaultTreeAdapterTypes, type ParserError, parse } from 'parse5';
import { expect } from 'vitest';
import { visible } from '../../drawing/visible.ts';
import type { RunResult } from '../../scenarios/model/index.ts';
import { makeAnchors } from '../formats/html/anchors.ts';
import type { PartData, SharedData } from '../formats/html/data.ts';
import { unpack } from '../formats/html/pack.ts';
import { renderResult } from '../formats/html/result.ts';
import type { Reader } from './describe-reporter.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

/** All elements of a page, in order. Fails on the first thing that HTML's own parser complains about. */
export const readElements = (source: string): readonly Element[] => {
  const complaints: ParserError[] = [];
  const document = parse(source, { onParseError: (error) => complaints.push(error) });
  expect(complaints).toEqual([]);
  const walk = (node: Node): readonly Element[] => [...('tagName' in node ? [node] : []), ...childrenOf(node).flatMap(walk)];
  return walk(document);
};

/** Text of a node and everything in it. */
export const readText = (node: Node): string =>
  node.nodeName === '#text' && 'value' in node ? node.value : childrenOf(node).map(readText).join('');

/** The value of an attribute. */
export const attributeOf = ({ attrs }: Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

const unpacked = (elements: readonly Element[], id: string): unknown => {
  const element = elements.find((each) => attributeOf(each, 'id') === id);
  const bytes = Buffer.from(element ? readText(element) : '', 'base64');
  return unpack(JSON.parse(inflateRawSync(bytes).toString('utf8')));
};

/** The run as the script of a page reads it from the page. */
export const readEmbeddedRun = (elements: readonly Element[]): RunResult => {
  const { run, parts } = unpacked(elements, 'data-shared') as SharedData;
  for (const part of new Set(parts)) {
    const { results, exchanges } = unpacked(elements, `data-${part}`) as PartData;
    for (const [place, result] of results) run.results[place] = result;
    for (const [id, value] of Object.entries(exchanges)) Object.defineProperty(run.exchanges, id, { value, enumerable: true });
  }
  return run;
};

/** The views of all results, as the script makes them, each as a page. */
const renderViews = (elements: readonly Element[]): readonly string[] => {
  const run = readEmbeddedRun(elements);
  const page = { run, anchors: makeAnchors(run) };
  return run.results.map(
    (result) => `<!doctype html><html lang="en"><title>A result</title>${renderResult(page, result).markup}</html>`,
  );
};

/** Tags and attribute names in order. Links are left out: whether an address becomes one depends on the address. */
const skeletonOf = (elements: readonly Element[]): readonly string[] =>
  elements
    .filter(({ tagName }) => tagName !== 'a')
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));

const valuesOf = (elements: readonly Element[], wanted: string): readonly string[] =>
  elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === wanted).map(({ value }) => value));

const LINK_ATTRIBUTES = ['href', 'href rel', 'class href', 'href class', 'href data-show'];

/** Ids are plain and unique. Every internal link leads to an anchor of the page or to a result; every other link to the web. */
const checkPlaces = (elements: readonly Element[], results: number): void => {
  const ids = valuesOf(elements, 'id');
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids.filter((id) => !/^[a-z0-9-]+$/.test(id))).toEqual([]);
  const links = elements.filter(({ tagName }) => tagName === 'a').map(({ attrs }) => attrs.map(({ name }) => name).join(' '));
  expect(links.filter((attributes) => !LINK_ATTRIBUTES.includes(attributes))).toEqual([]);
  const places = new Set([
    '#list',
    ...ids.map((id) => `#${id}`),
    ...Array.from({ length: results }, (_, place) => `#result-${place + 1}`),
  ]);
  const lost = valuesOf(elements, 'href').filter((href) => {
    const { protocol, hash } = new URL(href, 'report:/index.html');
    return protocol === 'report:' ? !places.has(hash) : !['http:', 'https:'].includes(protocol);
  });
  expect(lost).toEqual([]);
};

const pageOf = (content: string | undefined) => {
  const elements = readElements(content ?? '');
  return [elements, ...renderViews(elements).map(readElements)] as const;
};

/** The page and the view of each result are valid, are built of our elements only, link safely, and show every title and command. */
export const reader: Reader = (sample) => {
  const skeletons = pageOf(sample[0]?.content).map(skeletonOf);
  return (files, run) => {
    expect(files.map(({ path }) => path)).toEqual(['index.html']);
    const [overview, ...views] = pageOf(files[0]?.content);
    expect([overview, ...views].map(skeletonOf)).toEqual(skeletons);
    for (const elements of [overview, ...views]) checkPlaces(elements, run.results.length);
    const list = overview
      .filter((element) => attributeOf(element, 'id') === 'list')
      .map(readText)
      .join('');
    run.results.forEach(({ title, reproduce }, place) => {
      expect(list).toContain(visible(title));
      const view = (views[place] ?? [])
        .filter(({ tagName }) => tagName === 'body')
        .map(readText)
        .join('');
      expect(view).toContain(visible(title));
      expect(view).toContain(visible(reproduce));
    });
  };
};
