import { visible } from '../../../drawing/visible.ts';
import { type Html, htmlTemplate } from '../../../provider/pages/index.ts';

export { type Content, type Html, trusted } from '../../../provider/pages/index.ts';

/** The template of reports: what cannot be seen in a text is spelled out. */
export const html = htmlTemplate(visible);

/** A link when the address is http or https, plain text otherwise: reports hold addresses that others wrote. */
export const link = (address: string | undefined, text: string): Html => {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return html`${text}`;
  return html`<a href="${url.href}" rel="noreferrer">${text}</a>`;
};
