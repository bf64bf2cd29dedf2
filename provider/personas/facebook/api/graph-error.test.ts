import { describe, expect, it } from 'vitest';
import { graphChallenge, graphError, graphErrorBody, readGraphError } from './graph-error.ts';

describe('an error of the Graph API', () => {
  it('has its members in the order of the wire', () => {
    const body = graphErrorBody({ message: 'Nothing', code: 190, subcode: 463 });
    expect(JSON.stringify(body)).toBe('{"error":{"message":"Nothing","type":"OAuthException","code":190,"error_subcode":463}}');
  });

  it('says before the code whether it will pass', () => {
    const body = graphErrorBody({ message: 'Later', code: 2, isTransient: true });
    expect(JSON.stringify(body)).toBe('{"error":{"message":"Later","type":"OAuthException","is_transient":true,"code":2}}');
  });

  it('is a 400, never a 401', () => {
    expect(graphError({ message: 'x', code: 190 }).status).toBe(400);
  });

  it('is read back only when it is one', () => {
    expect(readGraphError({ error: { message: 'x', code: 1, type: 'y' } })).toEqual({ message: 'x', code: 1 });
    for (const other of [
      undefined,
      null,
      [],
      'x',
      { error: 'invalid_grant' },
      { error: null },
      { error: { code: '1', message: 'x' } },
    ])
      expect(readGraphError(other)).toBeUndefined();
  });
});

describe('the challenge beside it', () => {
  it('names the token, the code or the request', () => {
    const reason = (code: number, message: string) => graphChallenge({ code, message }).split('"')[3];
    expect(reason(190, 'Invalid OAuth access token.')).toBe('invalid_token');
    expect(reason(100, 'This authorization code has been used.')).toBe('invalid_code');
    expect(reason(100, 'Error validating verification code.')).toBe('invalid_code');
    expect(reason(2500, 'An active access token must be used')).toBe('invalid_request');
  });

  it('carries nothing that a header cannot carry', () => {
    expect(graphChallenge({ code: 100, message: 'a\r\nb "c" ü’' })).toBe(
      'OAuth "Facebook Platform" "invalid_request" "a b \\"c\\" ??"',
    );
  });
});
