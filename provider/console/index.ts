/**
 * The console: what a lab's person sees and presses, in a browser. Here stands what serves it; `app/` is the page itself,
 * which knows the lab by its control API alone and is bundled into one script.
 */
export { consolePages } from './pages.ts';
