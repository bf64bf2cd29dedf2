import { describe, expect, it } from 'vitest';
import { type FaultFacts, Faults } from './faults.ts';

const facts: FaultFacts = {
  persona: 'google',
  endpoint: 'token',
  grantType: 'refresh_token',
  app: 'shop',
  people: ['ana', '123', 'ana@example.com'],
};

describe('faults', () => {
  it('strike where they are addressed and nowhere else', () => {
    const faults = new Faults();
    faults.inject({
      on: 'token',
      where: { grantType: 'refresh_token', person: 'ana@example.com', app: 'shop' },
      do: { status: 500 },
    });
    expect(faults.strike('request', { ...facts, endpoint: 'userinfo' })).toEqual([]);
    expect(faults.strike('request', { ...facts, grantType: 'authorization_code' })).toEqual([]);
    expect(faults.strike('request', { ...facts, people: ['ben'] })).toEqual([]);
    expect(faults.strike('request', { ...facts, app: 'other' })).toEqual([]);
    expect(faults.strike('reply', facts)).toEqual([]);
    expect(faults.strike('request', facts).map(({ id }) => id)).toEqual(['f1']);
  });

  it('strike while a token has not a scope, and leave requests without a token alone', () => {
    const faults = new Faults();
    faults.inject({ on: 'api:drive.files.list', where: { withoutScope: 'drive' }, do: { status: 403 } });
    const call = { ...facts, endpoint: 'api:drive.files.list' as const };
    expect(faults.strike('request', { ...call, scopes: ['openid', 'drive.file'] })).toHaveLength(1);
    expect(faults.strike('request', { ...call, scopes: ['openid', 'drive'] })).toEqual([]);
    expect(faults.strike('request', call)).toEqual([]);
  });

  it('strike where the client secret is, and leave requests without one alone', () => {
    const faults = new Faults();
    faults.inject({ on: 'token', where: { authentication: 'client_secret_post' }, do: { status: 401 } });
    const both = ['client_secret_basic', 'client_secret_post'] as const;
    expect(faults.strike('request', { ...facts, authentications: ['client_secret_post'] })).toHaveLength(1);
    expect(faults.strike('request', { ...facts, authentications: both })).toHaveLength(1);
    expect(faults.strike('request', { ...facts, authentications: ['client_secret_basic'] })).toEqual([]);
    expect(faults.strike('request', facts)).toEqual([]);
  });

  it('skip the first ones and are spent after so many', () => {
    const faults = new Faults();
    faults.inject({ on: 'token', skip: 1, times: 2, do: { drop: true } });
    const struck = [1, 2, 3, 4].map(() => faults.strike('request', facts).length);
    expect(struck).toEqual([0, 1, 1, 0]);
    expect(faults.list()).toMatchObject([{ seen: 3, struck: 2 }]);
    expect(faults.concern('token')).toBe(false);
  });

  it.each([{ setForm: { scope: 'openid' } }, { rotateRefreshToken: true as const }])(
    'that change what the provider does strike before it does it, whatever they say: %o',
    (action) => {
      const faults = new Faults();
      faults.inject({ on: 'token', at: 'reply', do: action });
      expect(faults.strike('reply', facts)).toEqual([]);
      expect(faults.strike('request', facts)).toHaveLength(1);
    },
  );

  it('that change a reply strike at the reply, whatever they say', () => {
    const faults = new Faults();
    faults.inject({ on: 'token', do: { truncate: 5 } });
    expect(faults.strike('request', facts)).toEqual([]);
    expect(faults.strike('reply', facts)).toHaveLength(1);
  });

  it('name the field that does not fit, and change nothing', () => {
    const faults = new Faults();
    expect(() => faults.inject({ on: 'tokens' as never, do: { drop: true } })).toThrow('A fault\'s "on" is invalid');
    expect(() => faults.inject({ on: 'token', times: 0, do: { drop: true } })).toThrow('A fault\'s "times" is invalid');
    expect(faults.list()).toEqual([]);
  });

  it('are cleared one by one or all at once', () => {
    const faults = new Faults();
    faults.inject({ on: 'token', do: { drop: true } });
    faults.inject({ on: 'jwks', do: { drop: true } });
    faults.clear('f1');
    expect(faults.list().map(({ id }) => id)).toEqual(['f2']);
    expect(() => faults.clear('f9')).toThrow('Unknown fault "f9"');
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});
