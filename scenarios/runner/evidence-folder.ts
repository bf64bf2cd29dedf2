import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** One browser of a leg, as `leg.ts` and `chromium-browser.ts` name its folder, and the files in it. */
const BROWSER = /^(?:control|judged|liveness)-person-\d+(?:-copy-\d+)*$/;
const FILE = /^(?:tab-\d+\.png|storage\.json|trace\.zip)$/;

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Removes a folder that is empty by now. What is not of a run keeps it. */
const removeEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

/** Removes the evidence of one unit, and nothing else that lies there. */
export const clearUnitEvidence = async (folder: string): Promise<void> => {
  const browsers = (await namesIn(folder)).filter((name) => BROWSER.test(name));
  if (browsers.length === 0) return;
  for (const browser of browsers.map((name) => path.join(folder, name))) {
    const files = (await namesIn(browser)).filter((name) => FILE.test(name));
    await Promise.all(files.map((name) => rm(path.join(browser, name), { force: true })));
    await removeEmpty(browser);
  }
  await removeEmpty(folder);
};

/** Removes the evidence of an earlier run from a folder that may hold other things too. */
export const clearEvidence = async (folder: string): Promise<void> => {
  await Promise.all((await namesIn(folder)).map((name) => clearUnitEvidence(path.join(folder, name))));
  await removeEmpty(folder);
};
