/** Recordings for tests, as short as a test wants to write them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRules } from '../catalogue.ts';
import type { LintFormatName } from './format-names.ts';
import { LINT_FORMATS } from './formats/index.ts';
import { fileLinter } from './lint-file.ts';
import type { LintedSource } from './lint-result.ts';

interface ExampleEntry {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status?: number;
  readonly answered?: Readonly<Record<string, string>>;
  readonly answer?: string;
}

const START = Date.parse('2026-01-01T00:00:00Z');

const headersOf = (values: Readonly<Record<string, string>> = {}) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** An entry as tools write it; the time comes with its place among the others. */
export const entry = (method: string, url: string, example: ExampleEntry = {}) => {
  const { headers, body, status = 200, answered, answer = '' } = example;
  return {
    time: 10,
    request: { method, url, headers: headersOf(headers), ...(body !== undefined && { postData: { text: body } }) },
    response: { status, headers: headersOf(answered), content: { text: answer } },
  };
};

export const harOf = (entries: readonly object[], creator: object = { name: 'test', version: '1' }): string => {
  const timed = entries.map((each, place) => ({ startedDateTime: new Date(START + place * 1000).toISOString(), ...each }));
  return JSON.stringify({ log: { version: '1.2', creator, entries: timed } });
};

const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-har-'));

/** A file with these entries, or with this text. */
export const fileWith = (content: readonly object[] | string): string => {
  const file = path.join(folder, 'example.har');
  writeFileSync(file, typeof content === 'string' ? content : harOf(content));
  return file;
};

/** What all rules find in a recording. */
export const lintEntries = async (content: readonly object[] | string): Promise<LintedSource> =>
  (await fileLinter(await readRules()))(fileWith(content));

export const rulesIn = ({ findings }: LintedSource): readonly string[] =>
  [...new Set(findings.map(({ rule }) => rule))].toSorted();

/** A result as a format writes it. */
export const renderAs = async (format: LintFormatName, source: LintedSource): Promise<string> => {
  const rules = await readRules();
  const result = { tool: { name: 'loginlab', version: '0' }, rules: rules.length, sources: [source] } as const;
  return LINT_FORMATS[format].render(result, rules);
};

/** A login with a code at a provider that no persona stands for, which ends with this token. */
export const loginWith = (token: string, redirectUri = 'https://app.example.test/cb') => {
  const state = 'Xk29sLq0PzWm38vbTnYc';
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'app1',
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
  });
  const sent = new URLSearchParams({ grant_type: 'authorization_code', code: 'c0de12345678', redirect_uri: redirectUri });
  const secret = { client_id: 'app1', client_secret: 'kept-by-the-server-1' };
  return [
    entry('GET', `https://idp.example.test/authorize?${asked}`, {
      status: 302,
      answered: { Location: `https://app.example.test/cb?code=c0de12345678&state=${state}` },
    }),
    entry('POST', 'https://idp.example.test/token', {
      body: `${sent}&${new URLSearchParams(secret)}`,
      answer: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }),
    }),
  ];
};
