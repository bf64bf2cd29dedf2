import type { Client, Ports, Reply } from '../../model/index.ts';
import type { Answer } from '../../oauth/authorization-response.ts';
import type { Interaction } from '../../oauth/interactions.ts';
import { html, trusted } from '../../pages/index.ts';
import { NONCE_LENGTH } from './pages.ts';

/** Nothing in the data can end the script or become markup. */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const scriptFor = (origin: string, message: Answer): string => {
  const response = Object.fromEntries(message);
  return `(function(window, document) {var targetOrigin = ${inScript(origin)};var webMessageRequest = {};var authorizationResponse = {type: "authorization_response",response: ${inScript(response)}};var mainWin = (window.opener) ? window.opener : window.parent;if (webMessageRequest["web_message_uri"] && webMessageRequest["web_message_target"]) {} else {mainWin.postMessage(authorizationResponse, targetOrigin);}})(this, this.document);`;
};

const originOf = (redirectUri: string): string => (URL.canParse(redirectUri) ? new URL(redirectUri).origin : 'null');

/**
 * The answer as a message to the page that has this one in a frame, or that opened it (`response_mode=web_message`). A page of
 * another origin gets nothing.
 */
export const messagePage = (
  message: Answer,
  { interaction, client }: { readonly interaction: Interaction; readonly client: Client },
  ports: Ports,
): Reply => {
  const origin = originOf(interaction.params.redirect_uri ?? '');
  const { tells } = ports.decide('message.origin', { origin, client }, { tells: true });
  const nonce = ports.random(NONCE_LENGTH);
  const script = tells
    ? html`<script type="text/javascript" nonce="${nonce}">${trusted(scriptFor(origin, message))}</script>`
    : html``;
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Cache-Control', 'no-store'],
      [
        'Content-Security-Policy',
        `default-src 'none'; script-src 'nonce-${nonce}'; frame-ancestors ${tells ? origin : "'none'"}`,
      ],
    ],
    body: html`<!DOCTYPE html><html><head><title>Authorization Response</title></head><body>${script}</body></html>`.markup,
  };
};
