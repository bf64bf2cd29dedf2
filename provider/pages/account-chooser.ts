import { type Html, html } from './html.ts';
import { type PageTheme, pageReply } from './layout.ts';

/** One person on offer. */
export interface OfferedAccount {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly signedIn: boolean;
}

/** The question *who are you*: posting `account` (a key) and `ticket` to `action`. */
export interface AccountChooser {
  readonly vendor: string;
  readonly appName: string;
  readonly action: string;
  readonly ticket: string;
  readonly accounts: readonly OfferedAccount[];
  /** `Choose an account` when left out. */
  readonly title?: string;
  /** Words of a button that posts `decision=deny`; left out: there is none. */
  readonly cancel?: string;
  readonly theme?: PageTheme;
  readonly nonce: string;
}

const accountButton = (
  account: OfferedAccount,
): Html => html`<li><button class="account" name="account" value="${account.key}" data-testid="account-${account.key}">
<span class="initial" aria-hidden="true">${account.name.charAt(0).toUpperCase()}</span>
<span class="two"><span>${account.name}</span><span class="soft">${account.email}${account.signedIn && ' · signed in'}</span></span>
</button></li>`;

/** The people on offer, as buttons of a form. */
export const accountList = (accounts: readonly OfferedAccount[]): Html => html`<ul>${accounts.map(accountButton)}</ul>`;

const cancelForm = ({ action, ticket }: AccountChooser, words: string): Html => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
<div class="choice"><button name="decision" value="deny" data-testid="sign-in-cancel">${words}</button></div>
</form>`;

/** The page on which a person picks an account; picking one signs in. */
export const accountChooserPage = (chooser: AccountChooser) =>
  pageReply({
    name: 'account-chooser',
    title: chooser.title ?? 'Choose an account',
    theme: chooser.theme,
    vendor: chooser.vendor,
    nonce: chooser.nonce,
    body: html`<p>to continue to <strong>${chooser.appName}</strong></p>
<form method="post" action="${chooser.action}">
<input type="hidden" name="ticket" value="${chooser.ticket}">
${accountList(chooser.accounts)}
</form>
${chooser.cancel !== undefined && cancelForm(chooser, chooser.cancel)}`,
  });
