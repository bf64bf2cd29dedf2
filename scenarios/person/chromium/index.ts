/** A real browser of a person, driven by Playwright; only types of it are loaded here. */
export { ChromiumBrowser, type ChromiumSites } from './chromium-browser.ts';
