import { expect, test } from 'vitest';
import { readAtMost, readBytes, readResponse } from './bounded-read.ts';

/** A body that counts what was taken from it, and whether it was told to stop. */
const counted = (chunks: Iterable<Uint8Array>) => {
  const seen = { taken: 0, isStopped: false };
  const source = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(stream) {
        const { value, done } = source.next();
        if (done) return stream.close();
        seen.taken += 1;
        stream.enqueue(value);
      },
      cancel() {
        seen.isStopped = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, response: new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>) };
};

function* endless(): Generator<Uint8Array> {
  for (;;) yield Buffer.from('0123456789');
}

test('a body within the limit is read whole, a character that is split between chunks too', async () => {
  const bytes = Buffer.from('price: 1 €');
  const chunks = [bytes.subarray(0, -2), bytes.subarray(-2)];
  expect(await readResponse(counted(chunks).response, bytes.length)).toEqual({ text: 'price: 1 €', isWhole: true });
  expect(await readResponse(new Response(null, { status: 204 }), 5)).toEqual({ text: '', isWhole: true });
});

test('of a body without an end the limit is read, and its sender is told to stop', async () => {
  const { seen, response } = counted(endless());
  expect(await readResponse(response, 25)).toEqual({ text: '0123456789012345678901234', isWhole: false });
  expect(seen).toEqual({ taken: 3, isStopped: true });
});

test('a reader that iterates is bounded in the same way', async () => {
  async function* body() {
    yield* endless();
  }
  expect(await readAtMost(body(), 12)).toEqual({ text: '012345678901', isWhole: false });
});

test('bytes are bounded in the same way', async () => {
  const { seen, response } = counted(endless());
  const { bytes, isWhole } = await readBytes(response, 25);
  expect([Buffer.from(bytes).toString(), isWhole, seen]).toEqual([
    '0123456789012345678901234',
    false,
    { taken: 3, isStopped: true },
  ]);
  expect(await readBytes(new Response(null), 5)).toEqual({ bytes: new Uint8Array(0), isWhole: true });
  expect((await readBytes(new Response('12345'), 5)).isWhole).toBe(true);
});

test('a body that never goes on is given up by the signal, with its reason', async () => {
  const silent = new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (stream) => stream.enqueue(Buffer.from('{')) });
  const late = new AbortController();
  const read = readResponse(new Response(silent), 100, late.signal);
  late.abort(new Error('too late'));
  await expect(read).rejects.toThrow('too late');
});
