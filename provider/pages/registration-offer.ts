import { type Html, html } from './html.ts';

/** What the lab itself offers on the page of a refusal: a registration of exactly the client that was refused. */
export interface RegistrationOffer {
  /** The vendor that the page imitates. */
  readonly vendor: string;
  /** What is missing, in one sentence. */
  readonly why: string;
  /** Commands that do the same as the button, now or at the next start. */
  readonly commands: readonly string[];
  /** Where the button posts its ticket; absent where a page cannot have one. */
  readonly button?: { readonly action: string; readonly ticket: string };
}

const registerButton = ({
  action,
  ticket,
}: NonNullable<RegistrationOffer['button']>): Html => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${ticket}">
<button class="lead" data-testid="lab-hint-register">Register it and continue</button>
</form>`;

/** The offer as a part of a page, marked as the lab's own. */
export const registrationOffer = ({ vendor, why, commands, button }: RegistrationOffer): Html => html`
<aside data-testid="lab-hint" aria-label="Login Lab">
<p><strong>Login Lab</strong>, not ${vendor}: ${why}</p>
${button && registerButton(button)}
<details${button ? '' : ' open'}><summary>Register it with a command instead</summary>
<p class="soft">Run this command${commands.length > 1 && ', or start exec or serve with these options'}:</p>
${commands.map((text) => html`<pre>${text}</pre>`)}
</details>
</aside>`;
