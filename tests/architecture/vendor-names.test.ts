import { expect, test } from 'vitest';
import { isTestCode, readSourceFiles, withoutComments } from './source-files.ts';

const VENDOR = /google|facebook|auth0/i;

/** Folders whose code must do without the name of a vendor. */
const SHARED =
  /^(?:provider\/(?!personas\/(?:[a-z0-9-]+\/|registry\.ts))|scenarios\/(?!(?:catalogue|stories)\/)|reports\/|cli\/|runners\/|drawing\/)/;

/** Files that name one all the same. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'cli/commands/explain.ts': 'shows a behaviour id as an example',
  'cli/generate/config-page.ts': 'the examples of the page are about one provider',
  'cli/program.ts': 'the first sentence of the help says for whom the lab stands in',
  'provider/browser/find-chromium.ts': 'the name of a browser',
  'provider/wire/example-exchange.ts': 'an exchange for tests',
  'provider/world/people.ts': 'the address of a picture that a made-up person has',
  'scenarios/runner/core-suite.ts': 'ids of scenarios',
  'scenarios/runner/suites.ts': 'ids of scenarios and apps',
};

test('only the folder of a persona and the registry name its vendor', async () => {
  const files = (await readSourceFiles()).filter(({ path }) => SHARED.test(path) && !isTestCode(path));
  const naming = files.filter(({ text }) => VENDOR.test(withoutComments(text))).map(({ path }) => path);
  expect(naming).toEqual(Object.keys(EXCEPTIONS));
});
