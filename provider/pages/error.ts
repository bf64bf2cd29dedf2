import { html } from './html.ts';
import { type PageTheme, pageReply } from './layout.ts';
import { type RegistrationOffer, registrationOffer } from './registration-offer.ts';

/** A refusal that no app gets to see. */
export interface ErrorNotice {
  readonly vendor: string;
  readonly title: string;
  /** `Error 400: redirect_uri_mismatch`. */
  readonly line: string;
  readonly description: string;
  /** Particulars of the request, one a line. */
  readonly details: readonly string[];
  readonly status: number;
  readonly nonce: string;
  readonly theme?: PageTheme;
}

const render = (notice: ErrorNotice, offer?: RegistrationOffer) =>
  pageReply({
    name: 'error',
    title: notice.title,
    vendor: notice.vendor,
    nonce: notice.nonce,
    theme: notice.theme,
    status: notice.status,
    body: html`<p class="lines" data-testid="error-description">${notice.description}</p>
<p class="wrong" data-testid="error-line">${notice.line}</p>
${notice.details.length > 0 && html`<p class="soft">Request details:</p><pre>${notice.details.join('\n')}</pre>`}${offer && registrationOffer(offer)}`,
  });

/** The page on which a sign-in ends that cannot go back to its app. `withOffer` is the same with an offer of the lab's own. */
export const errorPage = (notice: ErrorNotice) => ({
  ...render(notice),
  withOffer: (offer: RegistrationOffer): string => render(notice, offer).body,
});
