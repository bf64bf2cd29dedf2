import { expect, test } from 'vitest';
import { HOUSE_RULES } from './house-rules.ts';
import { isTestCode, readSourceFiles, withoutComments } from './source-files.ts';

const files = (await readSourceFiles()).filter((file) => !isTestCode(file.path));

test.each(HOUSE_RULES)('$name, because $because', ({ forbids, within, except, because }) => {
  const sentences = files
    .filter((file) => (within?.test(file.path) ?? true) && !except?.test(file.path))
    .flatMap((file) =>
      withoutComments(file.text)
        .split('\n')
        .flatMap((line, index) =>
          forbids.test(line) ? [`${file.path}:${index + 1} "${line.trim()}" may not stand here, because ${because}.`] : [],
        ),
    );
  expect(sentences.join('\n')).toBe('');
});
