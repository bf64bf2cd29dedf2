import { expect, test } from 'vitest';
import type { Exchange } from '../../provider/model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { countByKey } from './idempotency-key.ts';

const write = (headers: Readonly<Record<string, string>> = {}): Exchange =>
  sketch({ endpoint: 'api:drive.files.create', method: 'POST', body: 'note', headers });
const keyed = (key: string) => write({ 'Idempotency-Key': key });

test.each<readonly [string, number, readonly Exchange[], readonly Exchange[]]>([
  ['the same key', 1, [keyed('"a"'), keyed('"a"')], [keyed('"z"')]],
  ['two writes of one request, the first of them repeated', 2, [keyed('"a"'), keyed('"a"'), keyed('"b"')], []],
  ['a new key for each attempt', 2, [keyed('"a"'), keyed('"b"')], []],
  ['a key that an earlier request had', 2, [keyed('"a"'), keyed('"a"')], [keyed('"a"')]],
  ['an empty key', 2, [keyed(''), keyed('')], []],
  ['no key', 2, [write(), write()], [write()]],
  ['a key on the repetition alone', 2, [write(), keyed('"a"')], []],
  ['an id for logs', 2, [write({ 'X-Request-Id': 'a' }), write({ 'X-Request-Id': 'a' })], []],
])('with %s there are %d', (_, count, writes, earlier) => {
  expect(countByKey(writes, earlier)).toBe(count);
});
