// Writes the table of Google's published scopes, with the APIs that each opens, from the generated clients of `googleapis`:
//   npm pack googleapis && tar xzf googleapis-*.tgz
//   node .ci/google-scopes.mjs package provider/personas/google/published-scopes.ts
// It runs by hand when Google publishes new scopes; nothing here depends on the package.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, target] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** APIs by scope. */
const opens = new Map();
for (const file of globSync('build/src/apis/*/*.d.ts', { cwd: folder }).sort()) {
  const api = file.split('/').at(-2);
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [, list] of text.matchAll(/\bscopes: \[([^\]]*)\]/g)) {
    for (const [, scope] of list.matchAll(/'(https?:\/\/[^'\s]+)'/g)) opens.set(scope, (opens.get(scope) ?? new Set()).add(api));
  }
}

const rows = [...opens].sort(([a], [b]) => (a < b ? -1 : 1)).map(([scope, apis]) => `  '${scope}': '${[...apis].join(' ')}',`);
writeFileSync(
  target,
  `/**
 * Every scope that the generated clients of googleapis ${version} name, with the APIs that it opens.
 * Written by .ci/google-scopes.mjs. @see https://developers.google.com/identity/protocols/oauth2/scopes
 */
export const PUBLISHED_SCOPES: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`,
);
