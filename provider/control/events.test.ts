import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WireEvent } from '../model/index.ts';
import { serveEndlessly } from '../testing/test-endless-server.ts';
import { serverSentEvents } from './events.ts';
import { callsTo } from './remote-call.ts';
import { remoteEvents } from './remote-events.ts';
import { STREAMS_LIMIT } from './server.ts';
import { openLab, send } from './test-asking.ts';

const EVENTS = '/_lab/worlds/default/wire/events';

/** Reads a stream until it contains a text, or ends. */
const readUntil = async (response: IncomingMessage, text: string): Promise<string> => {
  let read = '';
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    read += chunk;
    if (read.includes(text)) return read;
  }
  return read;
};

const open = async () => {
  const { lab, ask } = await openLab();
  const listen = async (path = EVENTS, headers = {}): Promise<IncomingMessage> => {
    const response = await send(lab.port, path, { headers });
    onTestFinished(() => void response.destroy());
    return response;
  };
  const visit = async (world = lab.default): Promise<void> =>
    void (await (await lab.fetch(`${world.google.address}/.well-known/openid-configuration`)).text());
  return { lab, ask, listen, visit };
};

describe('server-sent events', () => {
  test('are a stream that nobody keeps, with the exchange as it is read elsewhere', async () => {
    const { lab, listen, visit } = await open();
    const response = await listen();
    expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    await visit();
    const read = await readUntil(response, 'x1');
    const [, data = ''] = /^retry: 1000\n\nid: 1\nevent: exchange\ndata: (.*)\n\n$/.exec(read) ?? [];
    expect(JSON.parse(data)).toEqual(await lab.default.wire.find('x1'));
  });

  test.each([
    ['the number asked for', `${EVENTS}?after=1`, {}],
    ['what was read last', EVENTS, { 'last-event-id': '1' }],
    ['what was read last, which is newer than the number asked for', `${EVENTS}?after=0`, { 'last-event-id': '1' }],
  ])('go on after %s', async (_what, path, headers) => {
    const { listen, visit } = await open();
    for (let i = 0; i < 3; i += 1) await visit();
    const read = await readUntil(await listen(path, headers), 'id: 3');
    expect(read.match(/^id: \d+$/gm)).toEqual(['id: 2', 'id: 3']);
  });

  test('say that the world ended, and end', async () => {
    const { lab, listen } = await open();
    const world = await lab.world();
    const response = await listen(EVENTS.replace('default', world.id));
    await world[Symbol.asyncDispose]();
    expect(await readUntil(response, 'nothing more')).toBe('retry: 1000\n\nevent: end\ndata: {}\n\n');
    expect((await listen(EVENTS.replace('default', world.id))).statusCode).toBe(404);
  });

  test('end with their lab, which does not wait for them', async () => {
    const { lab, listen } = await open();
    const response = await listen();
    const closed = new Promise((resolve) =>
      response
        .on('close', resolve)
        .on('error', () => undefined)
        .resume(),
    );
    await lab.close();
    await closed;
  });

  test('are read by so many at once, and by others once somebody leaves', async () => {
    const { listen, ask } = await open();
    const readers = await Promise.all(Array.from({ length: STREAMS_LIMIT }, () => listen()));
    expect(await ask(EVENTS)).toMatchObject({ status: 429, json: { type: 'urn:loginlab:problem:too-many' } });
    readers[0]?.destroy();
    await vi.waitFor(async () => expect((await listen()).statusCode).toBe(200));
  });

  test('answer without a socket, too', async () => {
    const { lab, visit } = await open();
    const response = await lab.fetch(lab.url + EVENTS);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('retry: 1000\n\n');
    await visit();
    expect((await reader?.read())?.value).toMatch(/^id: 1\nevent: exchange\ndata: \{/);
    await reader?.cancel();
  });

  test('are followed on by the client where a connection was cut', async () => {
    const asked: unknown[] = [];
    const exchange = (id: string): string => `id: ${id}\nevent: exchange\ndata: {"id":"x${id}"}\n\n`;
    const server = createServer((request, response) => {
      asked.push(request.headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (asked.length === 1) response.write(exchange('7'), () => response.destroy());
      else response.end(`: still here\n\n${exchange('8')}event: end\ndata: {}\n\n`);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const events = await Array.fromAsync(await remoteEvents(callsTo(new URL(`http://127.0.0.1:${port}`)).open, 'default'));
    expect(events.map((event) => event.kind === 'exchange' && event.exchange.id)).toEqual(['x7', 'x8']);
    expect(asked).toEqual([undefined, '7']);
  });

  test('of an event without end are given up: no lab writes one', async () => {
    await using endless = await serveEndlessly({
      headers: { 'content-type': 'text/event-stream' },
      chunk: Buffer.from('data: x'.padEnd(65_536, 'x')),
    });
    const reading = Array.fromAsync(await remoteEvents(callsTo(new URL(endless.url)).open, 'default'));
    await expect(reading).rejects.toMatchObject({
      code: 'lab-unreachable',
      message: expect.stringContaining('200 with an event of more than 16777216 characters'),
    });
    expect(await endless.left).toBeLessThan(64 * 1024 * 1024);
  });

  test('of 10,000 exchanges reach one who did not read meanwhile, or are counted as lost', async () => {
    const { lab, listen } = await open();
    const response = await listen();
    response.pause();
    const nowhere = `${lab.default.google.address}/nothing-here`;
    for (let i = 0; i < 10_500; i += 1) await lab.fetch(nowhere, { method: 'HEAD' });
    const read = await readUntil(response, 'id: 10500\n');
    const ids = read.match(/(?<=^id: )\d+$/gm) ?? [];
    const lost = read.match(/(?<="lost":)\d+/g)?.map(Number) ?? [];
    expect(ids.length + lost.reduce((sum, each) => sum + each, 0)).toBe(10_500);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a quiet stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('says every fifteen seconds that it still stands, and loses nothing meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    async function* late(): AsyncGenerator<WireEvent, void, undefined> {
      await promise;
      yield { kind: 'reset' };
    }
    let isOpen = true;
    const stream = await serverSentEvents(
      async () => late(),
      () => {
        isOpen = false;
      },
    );
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader.read()).value;
    expect(await next()).toBe('retry: 1000\n\n');
    for (let i = 0; i < 3; i += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await next()).toBe(': still here\n\n');
    }
    resolve();
    expect(await next()).toBe('event: reset\ndata: {}\n\n');
    expect(await next()).toBe('event: end\ndata: {}\n\n');
    expect([await next(), isOpen]).toEqual([undefined, false]);
  });

  test('reads no more of its log than somebody reads of it', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<WireEvent, void, undefined> {
      for (;;) {
        pulled += 1;
        yield { kind: 'reset' };
      }
    }
    const stream = await serverSentEvents(
      async () => endless(),
      () => undefined,
    );
    const reader = stream.getReader();
    for (let read = 1; read <= 3; read += 1) {
      await reader.read();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(pulled).toBeLessThanOrEqual(read);
    }
    await reader.cancel();
  });

  test('gives its place back when its log fails', async () => {
    let isOpen = true;
    async function* broken(): AsyncGenerator<WireEvent, void, undefined> {
      yield { kind: 'reset' };
      throw new Error('the log broke');
    }
    const stream = await serverSentEvents(
      async () => broken(),
      () => {
        isOpen = false;
      },
    );
    await expect(Array.fromAsync(stream)).rejects.toThrow('the log broke');
    expect(isOpen).toBe(false);
  });
});
