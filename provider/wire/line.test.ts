import { describe, expect, it } from 'vitest';
import { exampleRecorder } from './example-exchange.ts';
import { renderLine } from './line.ts';

const begin = (recorder: ReturnType<typeof exampleRecorder>, vendorUrl: string) =>
  recorder.begin({
    persona: 'google',
    method: 'POST',
    url: 'http://localhost:4400/google/token',
    vendorUrl,
    headers: [],
    body: Buffer.of(),
  });

const lines = (recorder: ReturnType<typeof exampleRecorder>) => recorder.read().exchanges.map(renderLine);

describe('the line of an exchange', () => {
  it('says what was asked, what was answered, and why', () => {
    const recorder = exampleRecorder();
    const open = begin(recorder, 'https://oauth2.googleapis.com/token?alt=json');
    open.because('google/refresh/first-consent-only', 'no refresh token, because the user had already consented');
    open.because('google/token/reply', 'expires_in is 3599');
    open.answered({ status: 200, headers: [], body: '' });
    expect(lines(recorder)).toEqual([
      '#1 POST /token 200 google/refresh/first-consent-only: no refresh token, because the user had already consented; google/token/reply: expires_in is 3599',
    ]);
  });

  it('says when no answer went out, and when it is stale', () => {
    const recorder = exampleRecorder();
    const open = begin(recorder, 'https://oauth2.googleapis.com');
    open.note({ stale: true });
    open.dropped();
    expect(lines(recorder)).toEqual(['#1 POST / dropped stale']);
  });

  it('is one line without control characters, and redacted', () => {
    const recorder = exampleRecorder();
    recorder.registerSecret('code', '4/0AbCdEfGh');
    const open = begin(recorder, 'https://oauth2.googleapis.com/a\u001b[2J/4/0AbCdEfGh');
    open.because('google/code/single-use', 'code 4/0AbCdEfGh\nwas redeemed');
    open.dropped();
    expect(lines(recorder)).toEqual([
      String.raw`#1 POST /a\u001b[2J/code%231 dropped google/code/single-use: code code#1\u000awas redeemed`,
    ]);
  });
});
