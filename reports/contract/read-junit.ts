import { SaxesParser } from 'saxes';
import { expect } from 'vitest';
import { visibleLine } from '../../drawing/visible.ts';
import { renderName } from '../evidence.ts';
import type { Reader } from './describe-reporter.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Parses XML strictly; throws on the first thing that is not well formed. */
export const parseXml = (source: string): XmlElement => {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(source).close();
  return root.children[0] ?? root;
};

/** All elements of a name, at any depth. */
export const findAll = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAll(child, name)]);

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'tests', 'failures', 'errors', 'time'],
  testsuite: ['name', 'tests', 'failures', 'errors', 'time', 'skipped', 'timestamp'],
  testcase: ['name', 'classname', 'time'],
  properties: [],
  property: ['name', 'value'],
  failure: ['message', 'type'],
  error: ['message', 'type'],
  skipped: [],
  'system-out': [],
};

const checkElement = (element: XmlElement): void => {
  expect(Object.keys(ATTRIBUTES)).toContain(element.name);
  expect(Object.keys(element.attributes)).toEqual(ATTRIBUTES[element.name]);
  for (const child of element.children) checkElement(child);
};

/** `junit.xml` is well formed, holds only elements of the format, and a case for each result, besides those of the run. */
export const reader: Reader = () => (files, run) => {
  expect(files.map(({ path }) => path)).toEqual(['junit.xml']);
  const root = parseXml(files[0]?.content ?? '');
  checkElement(root);
  const cases = findAll(root, 'testcase').filter(({ attributes }) => attributes.classname !== 'loginlab');
  const names = cases.map(({ attributes }) => attributes.name);
  const expected = run.results.map((result) => visibleLine(renderName(result)));
  expect(names.toSorted()).toEqual(expected.toSorted());
};
