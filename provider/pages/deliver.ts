import { html } from './html.ts';
import { pageReply } from './layout.ts';

type Fields = readonly (readonly [string, string])[];

/** An answer that the browser posts to the app (OAuth 2.0 Form Post Response Mode). Without script the person presses the button. */
export const formPostPage = (page: { vendor: string; action: string; fields: Fields; nonce: string }) =>
  pageReply({
    name: 'form-post',
    title: 'Back to the app',
    vendor: page.vendor,
    nonce: page.nonce,
    body: html`<form method="post" action="${page.action}">
${page.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
<div class="choice"><button class="lead" data-testid="form-post-continue">Continue</button></div>
</form>`,
    script: 'document.forms[0].submit()',
  });

/** The message stands in the page as text, so that nothing in it can be script. */
const TELL_OPENER = `const { origin, message } = document.querySelector('[data-testid=post-message]').dataset;
if (window.opener) { window.opener.postMessage(message, origin); window.close(); }`;

/** An answer that the browser hands to the window that opened it, if that window is of the given origin. */
export const postMessagePage = (page: { vendor: string; origin: string; message: Fields; nonce: string }) =>
  pageReply({
    name: 'post-message',
    title: 'Back to the app',
    vendor: page.vendor,
    nonce: page.nonce,
    body: html`<p data-testid="post-message" data-origin="${page.origin}" data-message="${JSON.stringify(Object.fromEntries(page.message))}">You can close this window.</p>`,
    script: TELL_OPENER,
  });

/** The page after a sign-out. */
export const signedOutPage = (page: { vendor: string; nonce: string }) =>
  pageReply({
    name: 'signed-out',
    title: 'You are signed out',
    vendor: page.vendor,
    nonce: page.nonce,
    body: html`<p>You are signed out of ${page.vendor} in this browser.</p>`,
  });
