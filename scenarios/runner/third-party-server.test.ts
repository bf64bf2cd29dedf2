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
