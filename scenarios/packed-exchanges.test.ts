import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportedExchange } from './model/index.ts';
import { packExchanges, unpackLater } from './packed-exchanges.ts';

const exchange = (id: string, body = 'code=1', decidedBy: readonly string[] = []): ReportedExchange => ({
  ...{ id, from: 'app', to: 'provider', leg: 'judged', persona: 'google', endpoint: 'token', startedAtEpochMs: 1, durationMs: 2 },
  request: { method: 'POST', url: 'http://google.localhost/token', body, headers: [['user-agent', 'node']] },
  jwts: [],
  because: decidedBy.map((behaviour) => ({ id: behaviour, why: 'access_type is online' })),
  faults: [],
});

test('exchanges are read as they were packed, in any order and as often as one likes', () => {
  const packed = fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { maxLength: 12 });
  const run = fc.property(packed, fc.infiniteStream(fc.nat()), (bodies, places) => {
    const results = bodies.map((own, result) => own.map((body, place) => exchange(`x${result}-${place}`, body)));
    const all = results.flat();
    const read = unpackLater(results.map(packExchanges));
    expect(Object.keys(read)).toEqual(all.map(({ id }) => id));
    for (const place of all.length > 0 ? places.take(24) : []) {
      const wanted = all[place % all.length] as ReportedExchange;
      expect(read[wanted.id]).toEqual(wanted);
    }
    expect(JSON.parse(JSON.stringify(read))).toEqual(Object.fromEntries(all.map((each) => [each.id, each])));
  });
  fc.assert(run);
});

test('an id that comes again is what it was', () => {
  const read = unpackLater([packExchanges([exchange('x1', 'first')]), packExchanges([exchange('x1', 'second')])]);
  expect(read.x1?.request.body).toBe('first');
  expect(Object.keys(read)).toEqual(['x1']);
});

test('an id that was never packed has no exchange', () => {
  const read = unpackLater([packExchanges([exchange('x1')])]);
  expect(read.x2).toBeUndefined();
  expect(Object.hasOwn(read, 'x2')).toBe(false);
});

test('a pack tells its ids and the behaviours that decided, each once', () => {
  const [online, rotates] = ['google/refresh/only-when-offline', 'google/token/rotates'];
  const { ids, behaviours } = packExchanges([exchange('x1', '', [online, rotates]), exchange('x2', '', [online])]);
  expect(ids).toEqual(['x1', 'x2']);
  expect(behaviours).toEqual([online, rotates]);
});

test('what repeats itself takes little room', () => {
  const all = Array.from({ length: 40 }, (_, place) => exchange(`x${place}`, 'grant_type=authorization_code&code=code%231'));
  expect(packExchanges(all).bytes.length).toBeLessThan(JSON.stringify(all).length / 10);
});
