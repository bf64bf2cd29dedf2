import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Visit } from '../model/index.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: Node): node is Element => 'tagName' in node;

const elementsIn = (node: Node): readonly Element[] =>
  'childNodes' in node ? node.childNodes.flatMap((child) => [...(isElement(child) ? [child] : []), ...elementsIn(child)]) : [];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** True for a page that a browser reads as HTML. */
const isHtml = ({ type, body }: Visit): boolean => (type === undefined ? !isJson(body) : /html|xml/i.test(type));

/** The elements of a page, as a browser reads them; none where it is no HTML. */
export const elementsOf = (visit: Visit): readonly Element[] => (isHtml(visit) ? elementsIn(parse(visit.body)) : []);

/** Attributes with an address that a browser follows, by itself or by a click. */
const LEADING = new Set(['href', 'action', 'formaction', 'src']);

const refreshIn = (text: string): string | undefined => /^\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"]*)/i.exec(text)?.[1];

/** Where the links, forms and refreshes of a page lead. */
export const linksOf = (visit: Visit): readonly URL[] =>
  elementsOf(visit)
    .flatMap(({ tagName, attrs }) =>
      attrs.map(({ name, value }) =>
        LEADING.has(name) ? value : tagName === 'meta' && name === 'content' ? refreshIn(value) : undefined,
      ),
    )
    .flatMap((address) => (address !== undefined && URL.canParse(address, visit.url.href) ? [new URL(address, visit.url)] : []));

/**
 * A text that does harm wherever it is not written as text: between tags, in attributes of any quoting, in the text of a script.
 * The names of its elements and attributes are its own.
 */
export const HOSTILE_TEXT = `Hello x-mark-a=1 '"x-quote" "x-mark-b="1" 'x-mark-c='1' ><x-mark></x-mark></script></title></textarea><x-mark>`;
/** The same where an address is expected. */
export const HOSTILE_ADDRESS = 'javascript:x_mark()//';

const UNQUOTED = `'"x-quote"`;

const scriptOf = ({ tagName, childNodes }: Element): string =>
  tagName === 'script' ? childNodes.map((node) => ('value' in node ? node.value : '')).join('') : '';

/** How a page has taken the hostile text for markup or script, in words; none where it is text, or not shown. */
export const hostileMarkupIn = (visit: Visit): readonly string[] => {
  const elements = elementsOf(visit);
  const found = {
    'as an element': elements.some(({ tagName }) => tagName === 'x-mark'),
    'as an attribute': elements.some(({ attrs }) => attrs.some(({ name }) => name.includes('x-mark-'))),
    'in a script, with its quotes': elements.some((element) => scriptOf(element).includes(UNQUOTED)),
    'as a link that runs a script': linksOf(visit).some(({ href }) => href.startsWith('javascript:x_mark')),
  };
  return Object.entries(found).flatMap(([how, is]) => (is ? [how] : []));
};
