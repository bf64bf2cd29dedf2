import { expect, test } from 'vitest';
import { isTestCode, readSourceFiles } from './source-files.ts';

const LONGEST = 300;

/** Files that may be long, each with the reason. Only tables and published texts should stand here; test code is a list of cases and may be. */
const MAY_BE_LONG: Readonly<Record<string, string>> = {
  'fixtures/apps/loginlab.config.ts': 'a table of the apps',
  'provider/personas/google/published-scopes.ts': 'a table of all scopes, written by .ci/google-scopes.mjs',
};

const long = (await readSourceFiles())
  .filter((file) => !isTestCode(file.path) && file.text.split('\n').length > LONGEST)
  .map((file) => file.path);

test(`a file of more than ${LONGEST} lines is a table, or is taken apart`, () => {
  const sentences = long
    .filter((path) => !(path in MAY_BE_LONG))
    .map(
      (path) =>
        `${path} has more than ${LONGEST} lines: take it apart, or say in tests/architecture/file-length.test.ts why not.`,
    );
  expect(sentences.join('\n')).toBe('');
});

test('every reason for a long file is still needed', () => {
  expect(Object.keys(MAY_BE_LONG).filter((path) => !long.includes(path))).toEqual([]);
});
