import type { Person, Reply } from '../../model/index.ts';
import { html, noticePage, type PageTheme, pageReply } from '../../pages/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Call } from './first-party-route.ts';

const VENDOR = 'First-party API';
const NONCE_LENGTH = 22;

const THEME: PageTheme = {
  light: { lead: '#0f6b4f', leadInk: '#ffffff', back: '#f2f7f5', brand: '#0b4a37' },
  dark: { lead: '#7fd8b8', leadInk: '#06251b', back: '#101714', brand: '#7fd8b8' },
};

/** A page that tells one thing. */
export const noticeOf = (title: string, text: string, { ports }: Call, status = 200): Reply =>
  noticePage({ vendor: VENDOR, theme: THEME, title, text, status, nonce: ports.random(NONCE_LENGTH) });

/** The page behind the link of a validation mail, where a button posts. */
export const linkPage = ({ email }: Person, { request, ports }: Call): Reply =>
  pageReply({
    ...{ name: 'notice', vendor: VENDOR, theme: THEME, title: 'Validate your address', nonce: ports.random(NONCE_LENGTH) },
    body: html`<p class="lines" data-testid="notice">${email}</p>
<form method="post" action="${ports.address(ENDPOINTS.validation)}/${request.path.token ?? ''}">
<div class="choice"><button class="lead" data-testid="validate">This is my address</button></div>
</form>`,
  });
