/**
 * The console: a page that shows a lab and acts on it. This folder serves it; `app/` is the page itself,
 * which uses only the control API and is bundled into one script.
 */

export { isMailboxPage, type MailboxWorlds, mailboxPages } from './mailbox-pages.ts';
export { consolePages } from './pages.ts';
