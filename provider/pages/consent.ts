import { type Html, html } from './html.ts';
import { type PageTheme, pageReply } from './layout.ts';

/** One permission on the page. */
export interface AskedScope {
  readonly scope: string;
  /** What it allows, in words. */
  readonly text: string;
  /** Can be declined while the others are granted. */
  readonly optional: boolean;
}

/** The question *may this app*: posting `decision` (`allow` or `deny`), `ticket`, and `scope` for each one ticked. */
export interface Consent {
  readonly vendor: string;
  readonly appName: string;
  readonly email: string;
  readonly action: string;
  readonly ticket: string;
  readonly scopes: readonly AskedScope[];
  /** How long the permission may last, posted as `duration`; left out: not asked. */
  readonly durations?: readonly { readonly value: string; readonly text: string }[];
  readonly nonce: string;
  /** Words of the page where the vendor has others. */
  readonly words?: { readonly title: string; readonly legend: string; readonly allow: string; readonly deny: string };
  readonly theme?: PageTheme;
  /** `confirmation`: no permission is asked for. Default: `consent`. */
  readonly name?: 'consent' | 'confirmation';
}

const scopeLine = ({ scope, text, optional }: AskedScope): Html =>
  optional
    ? html`<li><label class="scope"><input type="checkbox" name="scope" value="${scope}" data-testid="scope-${scope}" checked>
<span class="two"><span>${text}</span><span class="soft">${scope}</span></span></label></li>`
    : html`<li class="scope"><span class="two"><span>${text}</span><span class="soft">${scope}</span></span></li>`;

const durationChoice = (durations: NonNullable<Consent['durations']>): Html =>
  html`<p><label>Give access <select name="duration" data-testid="consent-duration">${durations.map(
    ({ value, text }) => html`<option value="${value}">${text}</option>`,
  )}</select></label></p>`;

const plainWords = (appName: string): NonNullable<Consent['words']> => ({
  title: `${appName} wants access to your account`,
  legend: `This will allow ${appName} to:`,
  allow: 'Continue',
  deny: 'Cancel',
});

/** The page on which a person grants, declines in part, or refuses. */
export const consentPage = (consent: Consent) => {
  const words = consent.words ?? plainWords(consent.appName);
  return pageReply({
    name: consent.name ?? 'consent',
    title: words.title,
    theme: consent.theme,
    vendor: consent.vendor,
    nonce: consent.nonce,
    body: html`<p class="soft">${consent.email}</p>
<form method="post" action="${consent.action}">
<input type="hidden" name="ticket" value="${consent.ticket}">
<fieldset><legend>${words.legend}</legend>
<ul>${consent.scopes.map(scopeLine)}</ul></fieldset>
${consent.durations && durationChoice(consent.durations)}
<div class="choice">
<button name="decision" value="deny" data-testid="consent-deny">${words.deny}</button>
<button class="lead" name="decision" value="allow" data-testid="consent-allow">${words.allow}</button>
</div>
</form>`,
  });
};
