/**
 * The console: a page that shows a lab and acts on it. This folder serves it; `app/` is the page itself,
 * which uses only the control API and is bundled into one script.
 */
export { consolePages } from './pages.ts';
