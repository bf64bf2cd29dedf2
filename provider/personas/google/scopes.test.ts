import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeInvalidScopes, grantedSpelling, KNOWN_SCOPES, scopesOf, scopeText } from './scopes.ts';

const AUTH = 'https://www.googleapis.com/auth/';
const scope: fc.Arbitrary<string> = fc.constantFrom(
  'openid',
  'email',
  `${AUTH}userinfo.email`,
  'profile',
  `${AUTH}userinfo.profile`,
  `${AUTH}drive`,
  'a',
  'd',
);
const scopes = fc.uniqueArray(scope, { maxLength: 8 });

describe('Google’s scopes', () => {
  it('are hundreds, of every API', () => {
    expect(KNOWN_SCOPES.size).toBeGreaterThan(500);
    for (const name of [
      'adwords',
      'content',
      'business.manage',
      'youtube.force-ssl',
      'admin.directory.user',
      'fitness.sleep.read',
    ])
      expect(KNOWN_SCOPES).toContain(AUTH + name);
  });

  it('say on the consent page what they open', () => {
    expect(scopeText(`${AUTH}drive`)).toBe('See, edit, create, and delete all of your Google Drive files');
    expect(scopeText(`${AUTH}content`)).toBe('Use content, css, merchantapi (content)');
    expect(scopeText('constructor')).toBe('constructor');
  });

  it('are listed as valid only where some are', () => {
    expect(describeInvalidScopes(['default'], ['default'])).toBe('Some requested scopes were invalid. {invalid=[default]}');
  });

  it('are each once in a refusal, in one of its lists', () => {
    fc.assert(
      fc.property(scopes, (asked) => {
        const invalid = asked.filter((each) => !KNOWN_SCOPES.has(each));
        const told = describeInvalidScopes(asked, invalid).replace(/^.*\{|\}$/g, '');
        const listed = [...told.matchAll(/(?:valid|invalid)=\[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(', '));
        expect(listed.toSorted()).toEqual(asked.toSorted());
        expect(told.includes('invalid=')).toBe(invalid.length > 0);
      }),
    );
  });

  it('are found in another spelling only if that was granted, and stay as they are otherwise', () => {
    fc.assert(
      fc.property(scope, scopes, (asked, granted) => {
        const found = grantedSpelling(asked, granted);
        expect(granted.includes(found) || found === asked).toBe(true);
        expect(grantedSpelling(found, granted)).toBe(found);
      }),
    );
  });

  it('come from a parameter each once, in order, without empty ones', () => {
    fc.assert(
      fc.property(fc.array(scope), fc.integer({ min: 1, max: 3 }), (asked, spaces) => {
        expect(scopesOf(asked.join(' '.repeat(spaces)))).toEqual([...new Set(asked)]);
      }),
    );
  });
});
