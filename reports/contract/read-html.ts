import { type DefaultTreeAdapterTypes, type ParserError, parse } from 'parse5';
import { expect } from 'vitest';
import type { RunResult } from '../../scenarios/model/index.ts';
import type { ReportFile } from '../reporter.ts';
import { visible } from '../visible.ts';

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

/** Tags and attribute names in order. Links are left out: whether an address becomes one depends on the address. */
export const readSkeleton = (source: string): readonly string[] =>
  readElements(source)
    .filter(({ tagName }) => tagName !== 'a')
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));

type Pages = ReadonlyMap<string, readonly Element[]>;

const valuesOf = (elements: readonly Element[], wanted: string): readonly string[] =>
  elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === wanted).map(({ value }) => value));

/** Every link of ours leads to a place in a file that is there; every other one to the web. */
const checkLinks = (pages: Pages, path: string, elements: readonly Element[]): void => {
  const ids = valuesOf(elements, 'id');
  expect(ids.length).toBe(new Set(ids).size);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
  for (const href of valuesOf(elements, 'href')) {
    const url = new URL(href, `report:/${path}`);
    if (url.protocol !== 'report:') expect(['http:', 'https:']).toContain(url.protocol);
    else {
      const target = pages.get(url.pathname.slice(1));
      expect(target, href).toBeDefined();
      if (url.hash !== '') expect(valuesOf(target ?? [], 'id')).toContain(url.hash.slice(1));
    }
  }
};

const LINK_ATTRIBUTES = ['href', 'href rel', 'href title', 'href class', 'href data-verdict'];

const checkPage = (pages: Pages, path: string, elements: readonly Element[]): void => {
  for (const { attrs } of elements.filter(({ tagName }) => tagName === 'a'))
    expect(LINK_ATTRIBUTES).toContain(attrs.map(({ name }) => name).join(' '));
  checkLinks(pages, path, elements);
};

/** Fails unless the pages are valid, are built of our elements only, link safely, and show every title and command. */
export const readHtml =
  (skeletons: ReadonlyMap<string, readonly string[]>) =>
  (files: readonly ReportFile[], run: RunResult): void => {
    expect(files.map(({ path }) => path)).toEqual([...skeletons.keys()]);
    for (const { path, content } of files) expect(readSkeleton(content)).toEqual(skeletons.get(path));
    const pages = new Map(files.map(({ path, content }) => [path, readElements(content)]));
    for (const [path, elements] of pages) checkPage(pages, path, elements);
    const bodies = (pages.get('index.html') ?? []).filter(({ tagName }) => tagName === 'body');
    const text = bodies.map(readText).join('');
    for (const { title, reproduce } of run.results) {
      expect(text).toContain(visible(title));
      expect(text).toContain(visible(reproduce));
    }
  };
