import { createServer, type IncomingMessage, type RequestOptions, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBrowsersHere } from './browser-answers.ts';
import { localAddresses } from './local-addresses.ts';

/** What an app reads of a request's headers, in each of the ways that Node has. */
interface Read {
  readonly headers: IncomingMessage['headers'];
  readonly distinct: IncomingMessage['headersDistinct'];
  readonly raw: readonly string[];
}

let app: Server;
let read: Read | undefined;
beforeAll(async () => {
  keepBrowsersHere(localAddresses({ url: new URL('http://localhost:4400'), world: 'default', tunnel: [] }));
  app = createServer((asked, response) => {
    read = { headers: asked.headers, distinct: asked.headersDistinct, raw: asked.rawHeaders };
    response.end();
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void app.close());

const ask = async (headers: readonly string[]): Promise<Read> => {
  const { port } = app.address() as AddressInfo;
  const options: RequestOptions = { host: '127.0.0.1', port, headers, setHost: false, agent: false };
  await new Promise<void>((resolve, reject) =>
    request(options, (answer) => answer.resume().once('end', resolve))
      .once('error', reject)
      .end(),
  );
  return read as Read;
};

const valuesOf = (raw: readonly string[], name: string): readonly string[] =>
  raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name);

describe('a request of a browser, which is asked for plain text', () => {
  it.each([
    ['one', ['Accept-Encoding', 'gzip']],
    ['a list', ['accept-encoding', 'gzip, deflate, br, zstd']],
    ['in capitals', ['ACCEPT-ENCODING', 'br;q=1.0, *;q=0']],
    ['empty', ['Accept-Encoding', '']],
    ['plain already', ['Accept-Encoding', 'identity']],
    ['several', ['Accept-Encoding', 'gzip', 'X-Between', '1', 'accept-encoding', 'br', 'Accept-encoding', 'zstd']],
  ])('has all of its other headers in every way: %s', async (_, sent) => {
    const headers = ['Host', 'x', ...sent, 'Sec-Fetch-Site', 'none', 'X-Last', 'end'];
    const { headers: whole, distinct, raw } = await ask(headers);
    expect(raw).toHaveLength(headers.length + 2); // Node's client adds Connection
    expect(new Set(valuesOf(raw, 'accept-encoding'))).toEqual(new Set(['identity']));
    expect(whole).toMatchObject({ host: 'x', 'accept-encoding': 'identity', 'sec-fetch-site': 'none', 'x-last': 'end' });
    expect(distinct).toMatchObject({
      host: ['x'],
      'accept-encoding': ['identity'],
      'sec-fetch-site': ['none'],
      'x-last': ['end'],
    });
  });

  it('is not asked where it named no encoding', async () => {
    const { headers, distinct } = await ask(['Host', 'x', 'Sec-Fetch-Site', 'none']);
    expect([headers['accept-encoding'], distinct['accept-encoding']]).toEqual([undefined, undefined]);
  });
});

it('a program has what it asked for', async () => {
  const { headers, distinct, raw } = await ask(['Host', 'x', 'Accept-Encoding', 'gzip', 'accept-encoding', 'br']);
  expect(headers['accept-encoding']).toBe('gzip, br');
  expect(distinct['accept-encoding']).toEqual(['gzip', 'br']);
  expect(valuesOf(raw, 'accept-encoding')).toEqual(['gzip', 'br']);
});
