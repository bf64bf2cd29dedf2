import { COPYING } from './script/copying.ts';
import { FILTERING } from './script/filtering.ts';
import { KEYS } from './script/keys.ts';
import { VIEWS } from './script/views.ts';

/**
 * The script of the page. The page is readable without it. It adds a view for each result, filters that the address
 * keeps, keys, and copy buttons. It creates no markup from text and sends no request.
 */
export const SCRIPT = `'use strict';
(() => {
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
${[FILTERING, VIEWS, KEYS, COPYING].join('')}
})();
`;
