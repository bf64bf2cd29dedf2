/** Text that is HTML already. Only `html` makes it, so nothing gets into a page without being escaped. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for HTML, in elements and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const rendered = (part: Part): string => {
  if (part === undefined || part === false) return '';
  return typeof part === 'object' ? part.html : escapeHtml(String(part));
};

/** A template of HTML: everything put into it is escaped, but for HTML made by this function; `undefined` and `false` vanish. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.reduce((text, string, i) => text + rendered(parts[i - 1]) + string),
});

/** One piece of HTML of several, in order. */
export const list = <T>(items: readonly T[], render: (item: T) => Html): Html => ({
  html: items.map((item) => render(item).html).join(''),
});
