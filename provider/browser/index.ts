/** Real browsers: which one there is, and how it is started. What they are used for is for others. */
export { type Chromium, findChromium, findChromiumWithWindows, USUAL_BROWSER } from './find-chromium.ts';
export { type LabProfile, labProfileArguments } from './lab-profile.ts';
export { type LaunchOptions, launchChromium, requireChromium } from './launch-chromium.ts';
