import { visible } from '../../../drawing/visible.ts';

/** Markup that is safe to put into a page. Only `html` and `trusted` make it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: texts are escaped, lists are joined, `undefined` and `false` leave nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const SPECIAL = /[&<>"']/;
const EVERY_SPECIAL = new RegExp(SPECIAL, 'g');

const escapeText = (text: string): string => {
  const shown = visible(text);
  return SPECIAL.test(shown) ? shown.replace(EVERY_SPECIAL, (character) => ENTITIES[character] ?? character) : shown;
};

const render = (content: Content): string => {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'string') return escapeText(content);
  return typeof content === 'number' ? String(content) : content.map(render).join('');
};

/** A template whose every value is escaped. Values in attributes stand between double quotes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(String.raw({ raw: parts }, ...values.map(render)));

/** Markup of our own that came from nowhere else, such as the style sheet. */
export const trusted = (markup: string): Html => new Html(markup);

/** A link when the address is http or https, plain text otherwise: reports hold addresses that others wrote. */
export const link = (address: string | undefined, text: string): Html => {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return html`${text}`;
  return html`<a href="${url.href}" rel="noreferrer">${text}</a>`;
};
