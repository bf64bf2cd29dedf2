import { type DefaultTreeAdapterTypes, type ParserError, parse } from 'parse5';
import { expect } from 'vitest';
import { visible } from '../../drawing/visible.ts';
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

/** Tags and attribute names in order. Links are left out: whether an address becomes one depends on the address. */
const readSkeleton = (source: string): readonly string[] => skeletonOf(readElements(source));

const skeletonOf = (elements: readonly Element[]): readonly string[] =>
  elements
    .filter(({ tagName }) => tagName !== 'a')
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));

const valuesOf = (elements: readonly Element[], wanted: string): readonly string[] =>
  elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === wanted).map(({ value }) => value));

/** Places that a link may lead to: `index.html`, `index.html#result-1`. */
const readPlaces = (path: string, elements: readonly Element[]): readonly string[] => {
  const ids = valuesOf(elements, 'id');
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids.filter((id) => !/^[a-z0-9-]+$/.test(id))).toEqual([]);
  return [path, ...ids.map((id) => `${path}#${id}`)];
};

const LINK_ATTRIBUTES = ['href', 'href rel', 'href title', 'href class', 'href data-verdict'];

/** Every internal link leads to an existing anchor; every other link to the web. */
const checkLinks = (places: ReadonlySet<string>, path: string, elements: readonly Element[]): void => {
  const links = elements.filter(({ tagName }) => tagName === 'a').map(({ attrs }) => attrs.map(({ name }) => name).join(' '));
  expect(links.filter((attributes) => !LINK_ATTRIBUTES.includes(attributes))).toEqual([]);
  const lost = valuesOf(elements, 'href').filter((href) => {
    const { protocol, pathname, hash } = new URL(href, `report:/${path}`);
    return protocol === 'report:' ? !places.has(pathname.slice(1) + hash) : !['http:', 'https:'].includes(protocol);
  });
  expect(lost).toEqual([]);
};

/** The pages are valid, are built of our elements only, link safely, and show every title and command. */
export const reader: Reader = (sample) => {
  const skeletons = new Map(sample.map(({ path, content }) => [path, readSkeleton(content)]));
  return (files, run) => {
    expect(files.map(({ path }) => path)).toEqual([...skeletons.keys()]);
    const pages = new Map(files.map(({ path, content }) => [path, readElements(content)]));
    for (const [path, elements] of pages) expect(skeletonOf(elements)).toEqual(skeletons.get(path));
    const places = new Set([...pages].flatMap(([path, elements]) => readPlaces(path, elements)));
    for (const [path, elements] of pages) checkLinks(places, path, elements);
    const bodies = (pages.get('index.html') ?? []).filter(({ tagName }) => tagName === 'body');
    const text = bodies.map(readText).join('');
    for (const { title, reproduce } of run.results) {
      expect(text).toContain(visible(title));
      expect(text).toContain(visible(reproduce));
    }
  };
};
