import { visible } from '../../drawing/visible.ts';
import { type LabRequest, LoginLabError, MAIL_SCANNER, type MailMessage, type Reply, type World } from '../model/index.ts';
import { type Html, htmlTemplate } from '../pages/index.ts';

/** Texts of messages are made of what people typed. They stand as text, with every hidden character spelled out. */
const html = htmlTemplate(visible);

/** What the pages need of a lab. */
export interface MailboxWorlds {
  list(): Promise<readonly string[]>;
  find(id: string): Promise<World | undefined>;
  /** The address at which a person without the vendor's names reaches a link of a message. */
  reachable(world: string, link: string): string;
}

/** No script, frame or foreign resource; forms post to these pages only. */
const POLICY = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'], // with no-referrer, browsers would hide the origin of the forms
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
] as const;

/** So often the list asks for new messages. */
const REFRESH_SECONDS = 5;

const pageOf = (title: string, body: Html, { status = 200, refresh = false } = {}): Reply => ({
  status,
  headers: refresh ? [...HEADERS, ['Refresh', String(REFRESH_SECONDS)]] : HEADERS,
  body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Login Lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console.css">
</head>
<body>
<header class="mailbox"><div class="title"><h1>Login Lab</h1><p class="lab"><a href="/">Console</a></p></div></header>
<main class="mailbox"><div class="card">
${body}
</div></main>
</body>
</html>
`.markup,
});

const addressOf = (world: string, ...parts: readonly string[]): string =>
  ['/mailbox', ...[world, ...parts].map(encodeURIComponent)].join('/');

const timeOf = ({ sentAtEpochSeconds }: MailMessage): string =>
  new Date(sentAtEpochSeconds * 1000).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');

/** Who sent a message. */
const senderOf = ({ persona, via }: MailMessage): string =>
  persona ?? (via === 'smtp' ? 'the app (SMTP)' : 'a program (control API)');

const button = (action: string, text: string, testId: string): Html =>
  html`<form method="post" action="${action}"><button data-testid="${testId}">${text}</button></form>`;

const rowOf = (world: string, message: MailMessage): Html => html`<li data-testid="mail"><div class="mail">
<a href="${addressOf(world, message.id)}">${message.subject === '' ? '(no subject)' : message.subject}</a>
<span>to ${message.to}</span> <span data-testid="mail-sender">by ${senderOf(message)}</span> <span>${timeOf(message)}</span></div></li>`;

const others = (world: string, worlds: readonly string[]): Html =>
  html`<p class="soft">Other worlds: ${worlds.filter((id) => id !== world).map((id) => html`<a href="${addressOf(id)}">${id}</a> `)}</p>`;

/** The messages of a world or of one address, newest first. */
const listPage = async (world: World, to: string | undefined, worlds: readonly string[]): Promise<Reply> => {
  const { messages, dropped } = await world.mailbox.list(to === undefined ? {} : { to });
  const scan = String((await world.settings.read())[MAIL_SCANNER] ?? 'off');
  const body = html`<h2>Mailbox of world ${world.id}</h2>
<p class="soft">What personas sent to people of this world, and apps by SMTP. Nothing leaves the lab.${scan !== 'off' && html` <span data-testid="mail-scanner">A mail scanner opens links first (${scan}).</span>`}</p>
<div class="bar"><form method="get" action="${addressOf(world.id)}"><label>Address or person<input name="to" value="${to ?? ''}" data-testid="mail-to"></label> <button>Show</button></form>
${button(addressOf(world.id, 'clear'), 'Empty the mailbox', 'mail-clear')}</div>
${
  messages.length === 0
    ? html`<p data-testid="mail-none">No messages${to !== undefined && html` to ${to}`}.</p>`
    : html`<ul class="rows">${messages.toReversed().map((message) => rowOf(world.id, message))}</ul>`
}
${dropped > 0 && html`<p class="soft">${dropped} older messages made room for newer ones.</p>`}
${worlds.length > 1 && others(world.id, worlds)}`;
  return pageOf('Mailbox', body, { refresh: true });
};

const linkOf = ({ reachable }: MailboxWorlds, world: string, link: string): Html => {
  const at = reachable(world, link);
  return html`<li><a href="${at}" target="_blank" rel="noopener noreferrer" data-testid="mail-link">${link}</a>${at !== link && html`<br><span class="soft">opens at the lab: ${at}</span>`}</li>`;
};

/** One message: its text and its links. HTML of a message is never shown as a page. */
const messagePage = (worlds: MailboxWorlds, world: string, message: MailMessage): Reply =>
  pageOf(
    message.subject,
    html`<p><a href="${addressOf(world)}">← Mailbox of world ${world}</a></p>
<h2>${message.subject === '' ? '(no subject)' : message.subject}</h2>
<dl><dt>From</dt><dd>${message.from}</dd><dt>To</dt><dd>${message.to}${message.person !== undefined && html` (${message.person})`}</dd><dt>Sent</dt><dd>${timeOf(message)}, by ${senderOf(message)}</dd></dl>
<pre data-testid="mail-text">${message.text}</pre>
${message.links.length > 0 && html`<h3>Links</h3><ul class="links">${message.links.map((link) => linkOf(worlds, world, link))}</ul>`}
${message.html !== undefined && html`<details><summary>HTML source</summary><pre><code>${message.html}</code></pre></details>`}
<p>${button(addressOf(world, message.id, 'remove'), 'Delete this message', 'mail-remove')}</p>`,
  );

const refused = (status: number, title: string, words: string): Reply =>
  pageOf(title, html`<h2>${title}</h2><p>${words}</p><p><a href="/mailbox">Mailbox</a></p>`, { status });

const gone = (what: string): Reply =>
  refused(404, 'Not here', `${what} does not exist: it was removed, or it never was. The mailbox lists what there is.`);

const seeOther = (location: string): Reply => ({ status: 303, headers: [['Location', location]], body: '' });

/** Browsers name the origin of every form. A form of another origin may not empty a mailbox. */
const isOwnForm = ({ headers: { origin, host } }: LabRequest): boolean =>
  origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;

const remove = async (world: World, id: string): Promise<Reply> => {
  try {
    await world.mailbox.remove(id);
  } catch (error) {
    if (error instanceof LoginLabError && error.code === 'unknown-id') return gone(`Message "${id}"`);
    throw error;
  }
  return seeOther(addressOf(world.id));
};

const answerForm = async (request: LabRequest, world: World, parts: readonly string[]): Promise<Reply> => {
  if (!isOwnForm(request)) return refused(403, 'Not from here', 'Only forms of this page may change a mailbox.');
  const [id = '', verb] = parts;
  if (parts.length === 1 && id === 'clear') {
    await world.mailbox.clear();
    return seeOther(addressOf(world.id));
  }
  return parts.length === 2 && verb === 'remove' ? remove(world, id) : gone('This page');
};

const partsOf = (pathname: string): readonly string[] | undefined => {
  try {
    return pathname.split('/').slice(2).filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined; // a broken percent escape names nothing
  }
};

/** Answers the pages of the mailbox: `/mailbox`, `/mailbox/WORLD?to=`, `/mailbox/WORLD/MESSAGE`. */
export const mailboxPages = async (request: LabRequest, worlds: MailboxWorlds): Promise<Reply> => {
  const { method, url } = request;
  const parts = partsOf(url.pathname);
  if (!parts) return gone('This page');
  const [id = 'default', ...rest] = parts;
  const world = await worlds.find(id);
  if (!world) return gone(`World "${id}"`);
  if (method === 'POST') return answerForm(request, world, rest);
  if (method !== 'GET' && method !== 'HEAD')
    return refused(405, 'Not so', `The mailbox takes GET, HEAD and POST, not ${method}.`);
  const [message, more] = rest;
  if (message === undefined) return listPage(world, url.searchParams.get('to') || undefined, await worlds.list());
  const found = more === undefined ? await world.mailbox.find(message) : undefined;
  return found ? messagePage(worlds, world.id, found) : gone(`Message "${message}"`);
};

/** True for an address of these pages. */
export const isMailboxPage = (pathname: string): boolean => pathname === '/mailbox' || pathname.startsWith('/mailbox/');
