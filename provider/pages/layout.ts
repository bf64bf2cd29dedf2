import { type Html, html, trusted } from './html.ts';
import { STYLESHEET } from './stylesheet.ts';

/** Colours of a vendor for light and dark mode. `leadInk` is the text on `lead`, `brand` the vendor's name. */
export interface PageTheme {
  readonly light: Shades;
  readonly dark: Shades;
}

interface Shades {
  readonly lead: string;
  readonly leadInk: string;
  readonly back: string;
  readonly brand: string;
}

/** What every page needs: a name that tests know it by, a title, the vendor's name, and an unguessable nonce. */
export interface Page {
  /** The page kit's own colours when left out. */
  readonly theme?: PageTheme | undefined;
  readonly name:
    | 'account-chooser'
    | 'confirmation'
    | 'consent'
    | 'error'
    | 'signed-out'
    | 'home'
    | 'form-post'
    | 'post-message'
    | 'notice';
  readonly title: string;
  readonly vendor: string;
  readonly nonce: string;
  readonly status?: number;
  readonly body: Html;
  /** A script of our own that runs at once, for answers that a browser has to hand over itself. */
  readonly script?: string;
}

/** `form-action` stays unset: browsers hold every redirect after a form to it, and the app may redirect anywhere. */
const policy = (nonce: string, scripted: boolean): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; ${scripted ? `script-src 'nonce-${nonce}'; ` : ''}base-uri 'none'; frame-ancestors 'none'`;

const headers = (nonce: string, scripted: boolean): readonly (readonly [string, string])[] => [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['Content-Security-Policy', policy(nonce, scripted)],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin'],
];

const shades = ({ lead, leadInk, back, brand }: Shades): string =>
  `--lead:${lead};--lead-ink:${leadInk};--back:${back};--brand:${brand}`;

/** The vendor's colours over the kit's own; its name then stands large. */
const colours = ({ light, dark }: PageTheme): string =>
  `:root{${shades(light)}}@media (prefers-color-scheme:dark){:root{${shades(dark)}}}header{color:var(--brand);font-size:1.75rem;font-weight:700;line-height:1.2}`;

const render = (page: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – ${page.vendor}</title>
<style nonce="${page.nonce}">${trusted(STYLESHEET + (page.theme ? colours(page.theme) : ''))}</style>
</head>
<body>
<main data-testid="page-${page.name}">
<header>${page.vendor}</header>
<h1>${page.title}</h1>
${page.body}
</main>
<footer>A stand-in for tests: no real account, no password.</footer>
${
  page.script !== undefined &&
  html`<script nonce="${page.nonce}">${trusted(page.script)}</script>
`
}</body>
</html>
`;

/** A whole page as an HTTP reply: no script, no outside resource, never framed, never cached. */
export const pageReply = (page: Page): { status: number; headers: readonly (readonly [string, string])[]; body: string } => ({
  status: page.status ?? 200,
  headers: headers(page.nonce, page.script !== undefined),
  body: render(page).markup,
});
