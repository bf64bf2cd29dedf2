import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareAddress, withoutMadeUp } from './made-up.ts';

describe('without what looks made up', () => {
  it.each([
    ['GET https://api.example/reset/S3CR3TresetToken99887766/go → 200', 'GET https://api.example/reset/…/go → 200'],
    ['GET https://api.example/bot123456:AAES3CR3Tabcdefghij/getMe.', 'GET https://api.example/…/getMe.'],
    ['GET https://api.example/b1:AAES3CR3Tabcde', 'GET https://api.example/…'],
    ['GET https://user:p4ss@api.example/x, GET https://api.example/y.', 'GET https://api.example/x, GET https://api.example/y.'],
    ['GET https://user:password#12@api.example/x → 200', 'GET https://api.example/x → 200'],
    ['The state is "0123456789abcdef0123".', 'The state is "…".'],
    ['in https://d-0123456789abcdef0123.example.com/login', 'in https://d-0123456789abcdef0123.example.com/login'],
    ['https://api.example/S3CR3T,resetToken(99887766)/go', 'https://api.example/…/go'],
  ])('%s', (text, expected) => {
    expect(withoutMadeUp(text)).toBe(expected);
  });

  it.each([
    'POST https://oauth2.googleapis.com/token → 400; GET https://graph.facebook.com/v25.0/me → 200',
    'GET https://idp.example/.well-known/oauth-authorization-server → 200',
    'POST https://identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken',
    'A refresh token was used after the provider had replaced it: refresh-token#1',
    'The scope is "https://www.googleapis.com/auth/drive.file,openid".',
  ])('leaves alone: %s', (text) => {
    expect(withoutMadeUp(text)).toBe(text);
  });

  it('shows no part of a path that is one', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_~.,;:=()-]{20,60}$/).filter((text) => /\d/.test(text.slice(0, -1)));
    fc.assert(
      fc.property(secret, fc.constantFrom('', '/go', '?x=1', ' → 200'), (text, rest) => {
        expect(withoutMadeUp(`GET https://api.example/v1/${text}${rest}`)).not.toContain(text.replace(/[.,;:]+$/, ''));
      }),
    );
  });
});

it('gives origin and path of an address', () => {
  expect(bareAddress('https://app.example/cb?sid=1#x')).toBe('https://app.example/cb');
  expect(bareAddress('com.example.app:/cb#x')).toBe('com.example.app:/cb');
});
