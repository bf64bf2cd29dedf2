import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { OpenPlace } from './third-party-server.ts';

test('a place that is nobody’s answers everything and writes it down', async () => {
  const place = await OpenPlace.open();
  const address = `http://127.0.0.1:${place.port}/a?b=c`;
  const response = await fetch(address, { method: 'POST', body: 'text', headers: { Authorization: 'Bearer x' } });
  await response.text();
  await place.close();
  expect(response.status).toBe(200);
  expect(place.requests).toMatchObject([{ method: 'POST', url: address, body: 'text' }]);
  expect(place.requests[0]?.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`)).toContain(
    'authorization: Bearer x',
  );
  await expect(fetch(address)).rejects.toThrow();
});

test('a third-party server answers as it is told, and says at the end when it could not', async () => {
  const place = await OpenPlace.open(async ({ url }) => {
    if (url.endsWith('/broken')) throw new Error('no answer can be made');
    return { asked: new URL(url).pathname };
  });
  const address = `http://127.0.0.1:${place.port}`;
  expect(await (await fetch(`${address}/token`)).json()).toEqual({ asked: '/token' });
  await expect(fetch(`${address}/broken`)).rejects.toThrow();
  await expect(place.close()).rejects.toThrow('no answer can be made');
});

const closeOf = (socket: Socket) => new Promise((closed) => socket.once('close', closed));

/** Sends bytes and breaks the connection off once they have arrived. */
const sendHalf = async (place: OpenPlace, bytes: string): Promise<void> => {
  const before = place.requests.length;
  const socket = connect(place.port, '127.0.0.1');
  socket.write(bytes);
  while (place.requests.length === before) await new Promise((turn) => setTimeout(turn, 1));
  const closed = closeOf(socket);
  socket.resetAndDestroy();
  await closed;
};

test('an upload that is broken off is written down as far as it came, and the place goes on', async () => {
  const place = await OpenPlace.open();
  await sendHalf(place, 'POST /half HTTP/1.1\r\nHost: a b\r\nAuthorization: Bearer x\r\nContent-Length: 100\r\n\r\nhalf of');
  const whole = `http://127.0.0.1:${place.port}/whole`;
  const response = await fetch(whole, { method: 'PUT', body: 'whole' });
  await response.text();
  await place.close();
  expect(place.requests).toMatchObject([
    { method: 'POST', url: 'http://127.0.0.1/', body: 'half of' },
    { method: 'PUT', url: whole, body: 'whole' },
  ]);
});

test('of a flood of requests and of large bodies a bounded part is kept, and every one is answered', async () => {
  const place = await OpenPlace.open();
  const body = 'x'.repeat(100 * 1024);
  const ask = async () => {
    const response = await fetch(`http://127.0.0.1:${place.port}/`, { method: 'POST', body });
    await response.text();
    return response.status;
  };
  const statuses = [];
  for (let count = 0; count < 250; count += 1) statuses.push(await ask());
  await place.close();
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(place.requests).toHaveLength(200);
  expect(new Set(place.requests.map((request) => request.body.length))).toEqual(new Set([64 * 1024]));
});

test('an upload without end is cut off', async () => {
  const place = await OpenPlace.open();
  const socket = connect(place.port, '127.0.0.1');
  socket.write('POST /endless HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n');
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  const pour = (): boolean => socket.write(chunk) && pour();
  socket.on('drain', pour).on('error', () => undefined);
  const closed = closeOf(socket);
  pour();
  await closed;
  await place.close();
  expect(place.requests).toMatchObject([{ method: 'POST', url: 'http://here/endless' }]);
});
