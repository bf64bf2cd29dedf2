import type { Exchange, HeaderList } from '../model/index.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** One request and its answer, as short as a test wants to write it. */
export interface Example {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
  readonly status?: number;
  readonly answerHeaders?: HeaderList;
  readonly answer?: string | Uint8Array;
}

/** A recorder whose clock stands still, for tests. */
export const exampleRecorder = (options: { capacity?: number; bodyLimitBytes?: number } = {}): Recorder =>
  createRecorder({ world: 'k3f9', nowEpochMs: () => 1_795_000_000_000, ...options });

/** Lets one example pass a recorder, for tests. */
export const pass = (recorder: Recorder, example: Example): string => {
  const { method = 'GET', url = 'http://localhost:4400/google/token', headers = [], body = '' } = example;
  const vendorUrl = url.replace('http://localhost:4400/google', 'https://oauth2.googleapis.com');
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const open = recorder.begin({ persona: 'google', method, url, vendorUrl, headers, body: bytes });
  open.answered({ status: example.status ?? 200, headers: example.answerHeaders ?? [], body: example.answer ?? '' });
  return open.id;
};

/** Examples as they are read back from a recorder of their own, redacted or revealed; for tests. */
export const readBack = (examples: readonly Example[], reveal: boolean): readonly Exchange[] => {
  const recorder = exampleRecorder();
  for (const example of examples) pass(recorder, example);
  return recorder.read({ reveal }).exchanges;
};

export const FORM: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];
export const JSON_TYPE: HeaderList = [['Content-Type', 'application/json; charset=utf-8']];

/** A JWT with an arbitrary signature, for tests. */
export const jwtOf = (claims: object, header: object = { alg: 'RS256', kid: 'k1' }): string =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.c2lnbmF0dXJl`;
