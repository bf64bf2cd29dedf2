import { accountList, type OfferedAccount } from './account-chooser.ts';
import { type Html, html } from './html.ts';
import { type PageTheme, pageReply } from './layout.ts';

interface Field {
  readonly name: string;
  readonly type: 'text' | 'email' | 'password';
  readonly label: string;
  readonly value?: string;
  readonly autocomplete: string;
}

/**
 * A login or sign-up form: posting the fields and `ticket` to `action`. Beside it, the people of the world can be picked with
 * one press (`account`), and other ways to sign in have a button (`connection`).
 */
export interface LoginForm {
  readonly vendor: string;
  readonly title: string;
  readonly appName: string;
  readonly action: string;
  readonly ticket: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** What was wrong with the last try. */
  readonly problem?: string;
  readonly connections: readonly { readonly name: string; readonly text: string }[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly accounts: readonly OfferedAccount[];
  readonly theme?: PageTheme;
  readonly status?: number;
  readonly nonce: string;
}

const fieldLine = ({ name, type, label, value = '', autocomplete }: Field): Html =>
  html`<p><label class="two">${label}<input name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" data-testid="field-${name}"></label></p>`;

const credentials = ({ action, ticket, fields, submit }: LoginForm): Html => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
${fields.map(fieldLine)}
<div class="choice"><button class="lead" name="action" value="default" data-testid="login-continue">${submit}</button></div>
</form>`;

const others = ({ action, ticket, connections }: LoginForm): Html => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
${connections.map(
  ({ name, text }) => html`<p><button name="connection" value="${name}" data-testid="connection-${name}">${text}</button></p>`,
)}</form>`;

const people = ({ action, ticket, accounts }: LoginForm): Html => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
<p class="soft">People of this world sign in with one press:</p>
${accountList(accounts)}
</form>`;

/** The page on which a person signs in or signs up. */
export const loginPage = (page: LoginForm) =>
  pageReply({
    name: 'account-chooser',
    title: page.title,
    theme: page.theme,
    vendor: page.vendor,
    nonce: page.nonce,
    ...(page.status !== undefined && { status: page.status }),
    body: html`<p>to continue to <strong>${page.appName}</strong></p>
${page.problem !== undefined && html`<p class="wrong lines" role="alert" data-testid="login-problem">${page.problem}</p>`}
${page.fields.length > 0 && credentials(page)}
${page.links.map(({ href, text }) => html`<p><a href="${href}">${text}</a></p>`)}
${page.connections.length > 0 && others(page)}
${page.accounts.length > 0 && people(page)}`,
  });
