import { describe, expect, it } from 'vitest';
import { redirectUriFits } from './redirect-uri.ts';

const web = (...redirectUris: string[]) => ({ kind: 'web' as const, redirectUris });

describe('redirect URIs', () => {
  it('of a web client fit exactly or not at all', () => {
    const client = web('http://127.0.0.1:3000/callback');
    expect(redirectUriFits(client, 'http://127.0.0.1:3000/callback')).toBe(true);
    for (const other of ['/callback/', '/callback?x=1', '/Callback', ':3001/callback', '']) {
      expect(redirectUriFits(client, `http://127.0.0.1${other.startsWith(':') ? other : `:3000${other}`}`)).toBe(false);
    }
  });

  it('below a wildcard fit by path, and dots do not lead out', () => {
    const client = web('http://127.0.0.1:3000/*');
    expect(redirectUriFits(client, 'http://127.0.0.1:3000/any/where')).toBe(true);
    expect(redirectUriFits(client, 'http://127.0.0.1:30001/x')).toBe(false);
    expect(redirectUriFits(client, 'http://127.0.0.1:3000@evil.example/')).toBe(false);
    expect(redirectUriFits(web('http://a.example/app/*'), 'http://a.example/app/../other')).toBe(false);
  });

  it('of a desktop client fit on any loopback port', () => {
    const client = { kind: 'desktop' as const, redirectUris: ['http://127.0.0.1/callback'] };
    expect(redirectUriFits(client, 'http://127.0.0.1:45667/callback')).toBe(true);
    expect(redirectUriFits(client, 'http://localhost:1/callback')).toBe(true);
    expect(redirectUriFits(client, 'http://192.168.1.10:1/callback')).toBe(false);
    expect(redirectUriFits({ ...client, kind: 'web' }, 'http://127.0.0.1:45667/callback')).toBe(false);
  });
});
