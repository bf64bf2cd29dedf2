import { readFile } from 'node:fs/promises';
import { type LabRequest, LoginLabError, type Reply } from '../model/index.ts';
import { CONSOLE_STYLE } from './style.ts';

/** Allows script, style and calls of the own origin only: no inline script, image, form or frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const reply = (status: number, type: string, body: string): Reply => ({
  status,
  headers: [
    ['Content-Type', `${type}; charset=utf-8`],
    ['Cache-Control', 'no-cache'],
    ['Content-Security-Policy', POLICY],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
  ],
  body,
});

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Login Lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console.css">
<script type="module" src="/console.js"></script>
</head>
<body>
<noscript><main><h1>Login Lab</h1><p>The console needs JavaScript. Without it, use <code>curl</code> and the control API below <code>/_lab/</code>.</p></main></noscript>
</body>
</html>
`;

/** The bundler writes the page's script there, next to this file in the bundle. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? '../../dist/console/main.js' : './console/main.js', import.meta.url);

const readScript = async (): Promise<string> => {
  try {
    return await readFile(SCRIPT, 'utf8');
  } catch (cause) {
    throw new LoginLabError('internal', `The console's script is missing at ${SCRIPT.pathname}. Build it: npm run prepare`, {
      cause,
    });
  }
};

/** Answers the requests of a browser for the console: one page, one script, one style sheet. */
export const consolePages = async ({ method, url: { pathname } }: LabRequest): Promise<Reply> => {
  if (method !== 'GET' && method !== 'HEAD')
    return reply(405, 'text/plain', '[loginlab] The console accepts only GET and HEAD.\n');
  if (pathname === '/') return reply(200, 'text/html', PAGE);
  if (pathname === '/console.css') return reply(200, 'text/css', CONSOLE_STYLE);
  if (pathname === '/console.js') return reply(200, 'text/javascript', await readScript());
  return reply(404, 'text/plain', `[loginlab] The console has no page ${pathname}. Open /\n`);
};
