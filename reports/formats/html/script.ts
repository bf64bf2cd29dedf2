import { COPYING } from './script/copying.ts';
import { FILTERING } from './script/filtering.ts';
import { KEYS } from './script/keys.ts';
import { VIEWS } from './script/views.ts';

/**
 * The script of the page. The page is readable without it; it adds a view for each result, filters that the address
 * keeps, keys, and buttons that copy. It makes no markup out of text and asks for nothing.
 */
export const SCRIPT = `'use strict';
(() => {
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
${[FILTERING, VIEWS, KEYS, COPYING].join('')}
})();
`;
