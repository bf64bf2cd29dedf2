import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { expect } from 'vitest';
import { visibleLine } from '../../drawing/visible.ts';
import { isRed } from '../counted.ts';
import type { Reader } from './describe-reporter.ts';

type Node = DefaultTreeAdapterTypes.Node;

const walk = (node: Node): readonly Node[] => [node, ...('childNodes' in node ? node.childNodes.flatMap(walk) : [])];

/** What a pull request would show: rendered as GitHub does, but with raw HTML let through, so that any would be seen. */
export const readMarkdownNodes = (source: string): readonly Node[] =>
  walk(
    parseFragment(
      micromark(source, {
        allowDangerousHtml: true,
        allowDangerousProtocol: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      }),
    ),
  );

/** Elements in order. Links are left out: an e-mail address in a text becomes one. */
const readMarkdownSkeleton = (source: string): readonly string[] =>
  readMarkdownNodes(source).flatMap((node) => ('tagName' in node && node.tagName !== 'a' ? [node.tagName] : []));

const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => ('value' in node && node.nodeName === '#text' ? node.value : '')).join('');

/** The summary has only the expected elements, links only to mail, and shows what is red. */
export const reader: Reader = (sample) => {
  const skeleton = readMarkdownSkeleton(sample[0]?.content ?? '');
  return (files, run) => {
    expect(files.map(({ path }) => path)).toEqual(['summary.md']);
    const source = files[0]?.content ?? '';
    expect(readMarkdownSkeleton(source)).toEqual(skeleton);
    const nodes = readMarkdownNodes(source);
    const links = nodes.flatMap((node) => ('attrs' in node ? node.attrs.filter(({ name }) => name === 'href') : []));
    for (const { value } of links) expect(value).toMatch(/^mailto:/);
    // Mentions are kept from working by a word joiner.
    const text = visibleLine(textOf(nodes).replaceAll('\u2060', ''));
    for (const result of run.results.filter((each) => isRed(each, run))) {
      expect(text).toContain(visibleLine(visibleLine(result.title).replaceAll('\u2060', '')));
      expect(text).toContain(visibleLine(visibleLine(result.reproduce).replaceAll('\u2060', '')));
    }
  };
};
