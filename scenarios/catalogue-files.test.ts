import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalogueModule, importCatalogue } from './catalogue-files.ts';

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
};

const folder = () =>
  folderWith({
    'index.ts': 'throw new Error();',
    'found.ts': 'throw new Error();',
    'story.test.ts': 'throw new Error();',
    'login/two-tabs.ts': "export default 'two tabs';",
    'login/denied.ts': "export default 'denied';",
    'alone.ts': "export default 'alone';",
  });

test('a catalogue is what the files of its folder export, by the order of their names', async () => {
  expect(await importCatalogue(folder())).toEqual(['alone', 'denied', 'two tabs']);
});

test('the bundler gets the same as imports', () => {
  expect(catalogueModule(folder())).toBe(
    [
      'import entry0 from "./alone.ts";',
      'import entry1 from "./login/denied.ts";',
      'import entry2 from "./login/two-tabs.ts";',
      'export const found = [entry0, entry1, entry2];',
      '',
    ].join('\n'),
  );
});
