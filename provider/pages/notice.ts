import { html } from './html.ts';
import { type PageTheme, pageReply } from './layout.ts';

/** A page that tells one thing and asks nothing. */
export interface Notice {
  readonly vendor: string;
  readonly title: string;
  readonly text: string;
  readonly status?: number;
  readonly theme?: PageTheme;
  readonly nonce: string;
}

export const noticePage = ({ text, ...page }: Notice) =>
  pageReply({ name: 'notice', ...page, body: html`<p class="lines" data-testid="notice">${text}</p>` });
