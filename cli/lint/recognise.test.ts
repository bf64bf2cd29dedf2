import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { entry, loginWith } from './example-har.ts';
import { Recognition } from './recognise.ts';

/** Bytes in use once everything is gone that nobody holds. */
const heapInUse = (): number => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
};

test('of the entries that are kept, only the beginning of their bodies is in memory', () => {
  const recognition = new Recognition(() => undefined);
  for (const each of loginWith('aaaa1111bbbb2222')) recognition.add(each, 0);
  const text = JSON.stringify(
    entry('GET', 'https://api.example.test/x', {
      headers: { Authorization: 'Bearer aaaa1111bbbb2222' },
      answer: `{"a":"${'a'.repeat(60_000)}"}`,
    }),
  );
  const before = heapInUse();
  for (let place = 0; place < 500; place += 1) recognition.add(JSON.parse(text), place); // 30 MB
  expect(heapInUse() - before).toBeLessThan(8_000_000);
  expect(recognition.exchanges().at(-1)?.response?.body).toHaveLength(2_048);
});
