/** Markup that is safe to put into a page. Only templates and `trusted` make it, so that nothing gets in without being escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: texts are escaped, lists are joined, `undefined` and `false` leave nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[];

/** A template tag whose every value is escaped. Values in attributes stand between quotes. */
export type HtmlTemplate = (strings: TemplateStringsArray, ...values: readonly Content[]) => Html;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const SPECIAL = /[&<>"']/;
const EVERY_SPECIAL = new RegExp(SPECIAL, 'g');

/** Most texts have nothing to escape: one look is cheaper than a copy. */
const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (character) => ENTITIES[character] ?? character) : text;

/** A template tag that shows each text through `show` before it escapes it. */
export const htmlTemplate = (show: (text: string) => string): HtmlTemplate => {
  const render = (content: Content): string => {
    if (content === undefined || content === false) return '';
    if (content instanceof Html) return content.markup;
    if (typeof content === 'string') return escapeText(show(content));
    return typeof content === 'number' ? String(content) : content.map(render).join('');
  };
  return (strings, ...values) => new Html(String.raw({ raw: strings }, ...values.map(render)));
};

/** The template of pages: texts stand as they are, escaped. */
export const html = htmlTemplate((text) => text);

/** Markup of our own that came from nowhere else, such as a style sheet. */
export const trusted = (markup: string): Html => new Html(markup);
