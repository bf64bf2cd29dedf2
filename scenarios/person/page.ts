import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((each) => each.name === name)?.value;

const isElement = (node: Node): node is Element => 'tagName' in node;

const elementsIn = (node: Node): readonly Element[] =>
  'childNodes' in node ? node.childNodes.flatMap((child) => [...(isElement(child) ? [child] : []), ...elementsIn(child)]) : [];

/** An input, a checkbox or a button of a form. */
export interface Control {
  readonly kind: 'field' | 'checkbox' | 'button';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  /** A field that the person does not see. */
  readonly isHidden: boolean;
}

export interface Form {
  readonly method: 'GET' | 'POST';
  /** As written; empty for the address of the page. */
  readonly action: string;
  readonly controls: readonly Control[];
}

export interface Page {
  /** The NAME of `<main data-testid="page-NAME">`; undefined on other pages. */
  readonly name: string | undefined;
  /** Text of the first heading. */
  readonly heading: string;
  readonly forms: readonly Form[];
  /** Addresses of its links, as written. */
  readonly links: readonly string[];
  /** Texts of the items of its lists. */
  readonly items: readonly string[];
}

const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

const plainTextOf = (node: Node): string => textOf(node).replaceAll(/\s+/g, ' ').trim();

const controlOf = (element: Element): readonly Control[] => {
  const name = attribute(element, 'name');
  if (!name || attribute(element, 'disabled') !== undefined) return [];
  const type = attribute(element, 'type')?.toLowerCase();
  const isChecker = type === 'checkbox' || type === 'radio';
  const isButton = element.tagName === 'button' || type === 'submit';
  const value = attribute(element, 'value') ?? (isChecker ? 'on' : '');
  return [
    {
      kind: isChecker ? 'checkbox' : isButton ? 'button' : 'field',
      name,
      value,
      checked: attribute(element, 'checked') !== undefined,
      isHidden: type === 'hidden',
    },
  ];
};

const formOf = (form: Element): Form => ({
  method: attribute(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
  action: attribute(form, 'action') ?? '',
  controls: elementsIn(form)
    .filter(({ tagName }) => tagName === 'input' || tagName === 'button')
    .flatMap(controlOf),
});

/** Reads the forms of an HTML page, and which page of a persona it is. */
export const readPage = (html: string): Page => {
  const elements = elementsIn(parse(html));
  const named = elements.find(({ tagName, attrs }) => tagName === 'main' && attrs.some(({ value }) => value.startsWith('page-')));
  const heading = elements.find(({ tagName }) => tagName === 'h1');
  return {
    name: named && attribute(named, 'data-testid')?.replace(/^page-/, ''),
    heading: heading ? plainTextOf(heading) : '',
    forms: elements.filter(({ tagName }) => tagName === 'form').map(formOf),
    links: elements.filter(({ tagName }) => tagName === 'a').flatMap((link) => attribute(link, 'href') ?? []),
    items: elements.filter(({ tagName }) => tagName === 'li').map(plainTextOf),
  };
};
