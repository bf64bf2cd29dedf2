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

const checkLinks = (elements: readonly Element[]): void => {
  const attributes = elements.flatMap(({ attrs }) => attrs);
  const ids = attributes.flatMap(({ name, value }) => (name === 'id' ? [value] : []));
  expect(ids.length).toBe(new Set(ids).size);
  for (const { name, value } of attributes) {
    if (name === 'href' && value.startsWith('#')) expect(ids).toContain(value.slice(1));
    else if (name === 'href') expect(['http:', 'https:']).toContain(new URL(value).protocol);
    if (name === 'id') expect(value).toMatch(/^[a-z0-9-]+$/);
  }
};

const LINK_ATTRIBUTES = ['href', 'href rel', 'href title'];

/** Fails unless the page is valid, is built of our elements only, links safely, and shows every title and command. */
export const readHtml =
  (skeleton: readonly string[]) =>
  (files: readonly ReportFile[], run: RunResult): void => {
    expect(files.map(({ path }) => path)).toEqual(['index.html']);
    const source = files[0]?.content ?? '';
    expect(readSkeleton(source)).toEqual(skeleton);
    const elements = readElements(source);
    const links = elements.filter(({ tagName }) => tagName === 'a');
    for (const { attrs } of links) expect(LINK_ATTRIBUTES).toContain(attrs.map(({ name }) => name).join(' '));
    checkLinks(elements);
    const text = elements
      .filter(({ tagName }) => tagName === 'body')
      .map(readText)
      .join('');
    for (const { title, verdict, reproduce } of run.results) {
      expect(text).toContain(visible(title));
      if (verdict === 'fail') expect(text).toContain(visible(reproduce));
    }
  };
