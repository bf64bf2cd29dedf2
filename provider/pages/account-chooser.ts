import { type Html, html, list } from './html.ts';
import { pageReply } from './layout.ts';

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
  readonly nonce: string;
}

const accountButton = (
  account: OfferedAccount,
): Html => html`<li><button class="account" name="account" value="${account.key}" data-testid="account-${account.key}">
<span class="initial" aria-hidden="true">${account.name.charAt(0).toUpperCase()}</span>
<span class="two"><span>${account.name}</span><span class="soft">${account.email}${account.signedIn && ' · signed in'}</span></span>
</button></li>`;

/** The page on which a person picks an account; picking one signs in. */
export const accountChooserPage = (chooser: AccountChooser) =>
  pageReply({
    name: 'account-chooser',
    title: 'Choose an account',
    vendor: chooser.vendor,
    nonce: chooser.nonce,
    body: html`<p>to continue to <strong>${chooser.appName}</strong></p>
<form method="post" action="${chooser.action}">
<input type="hidden" name="ticket" value="${chooser.ticket}">
<ul>${list(chooser.accounts, accountButton)}</ul>
</form>`,
  });
