/** Real browsers: which one there is, and how it is started. What they are used for is for others. */
export { type Chromium, findChromium } from './find-chromium.ts';
export { type LaunchOptions, launchChromium, requireChromium } from './launch-chromium.ts';
