import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-files.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('{docs,decisions,examples,bench,fixtures}/**/*.md', { cwd: ROOT })]
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.includes('node_modules/'))
  .toSorted();

const treeOf = (file: string): Nodes => fromMarkdown(readFileSync(path.join(ROOT, file), 'utf8'));

/** Relative links and pictures of a page, resolved against the root: `docs/cli.md#loginlab-run`. */
const linksOf = (file: string): readonly string[] => {
  const links: string[] = [];
  visit(treeOf(file), ['link', 'image', 'definition'], (node) => {
    if (!('url' in node) || /^[a-z][a-z+.-]*:/i.test(node.url)) return;
    const [target = '', anchor] = node.url.split('#', 2);
    const resolved = target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(target));
    links.push(anchor === undefined ? resolved : `${resolved}#${anchor}`);
  });
  return links;
};

/** The anchors that GitHub gives the headings of a page, and those it names itself. */
const anchorsOf = (file: string): ReadonlySet<string> => {
  const known = ANCHORS.get(file) ?? readAnchors(file);
  ANCHORS.set(file, known);
  return known;
};

/** Long pages have thousands of links to each other. */
const ANCHORS = new Map<string, ReadonlySet<string>>();

const readAnchors = (file: string): ReadonlySet<string> => {
  const [slugger, anchors] = [new GithubSlugger(), new Set<string>()];
  visit(treeOf(file), ['heading', 'html'], (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)));
    if (node.type === 'html') for (const [, id = ''] of node.value.matchAll(/\s(?:id|name)="([^"]+)"/g)) anchors.add(id);
  });
  return anchors;
};

const inPackage = async (): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    maxBuffer: 2 ** 26,
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: readonly { readonly path: string }[] }];
  return files.map((file) => file.path);
};

const isThere = (file: string, files: readonly string[]): boolean =>
  files.some((each) => each === file || each.startsWith(file.endsWith('/') ? file : `${file}/`));

const packed = await inPackage();

describe('links between pages', () => {
  test('the package has the README, and it links to pages', () => {
    expect(packed).toEqual(expect.arrayContaining(['README.md', 'docs/connecting.md']));
    expect(linksOf('README.md').length).toBeGreaterThan(10);
  });

  test.each(PAGES)('%s links to headings that exist', (page) => {
    const missing = linksOf(page).filter((link) => {
      const [file = '', anchor] = link.split('#', 2);
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor);
    });
    expect(missing).toEqual([]);
  });

  test.each(PAGES.filter((page) => packed.includes(page)))('what %s links to is in the package as well', (page) => {
    expect(linksOf(page).filter((link) => !isThere(link.split('#', 1)[0] ?? '', packed))).toEqual([]);
  });

  test.each(PAGES.filter((page) => !packed.includes(page)))('what %s links to exists', (page) => {
    expect(linksOf(page).filter((link) => globSync(link.split('#', 1)[0] ?? '', { cwd: ROOT }).length === 0)).toEqual([]);
  });
});
