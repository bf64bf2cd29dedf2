import { expect, it } from 'vitest';
import type { Client } from '../../../model/index.ts';
import { issuedAppToken, readAppToken } from './app-token.ts';

const client = (clientId: string, clientSecret?: string) => ({ clientId, ...(clientSecret && { clientSecret }) }) as Client;
const SHOP = client('1234', 'a-secret');
const PUBLIC = client('77');
const NAMED = client('my-app', 'another');

const read = (value: string) =>
  readAppToken(value, {
    clients: { find: async (id) => [SHOP, PUBLIC, NAMED].find(({ clientId }) => clientId === id), all: async () => [] },
  });

it('is the id and 27 characters that follow from the secret', () => {
  expect(issuedAppToken(SHOP)).toMatch(/^1234\|[A-Za-z0-9_-]{27}$/);
  expect(issuedAppToken(SHOP)).not.toBe(issuedAppToken(client('1234', 'a-secret!')));
});

it('is good as it was issued, and with the secret itself', async () => {
  for (const value of [issuedAppToken(SHOP), '1234|a-secret', 'my-app|another'])
    expect((await read(value))?.isGenuine).toBe(true);
  for (const value of ['1234|', '1234|a-secre', '1234|a-secret|', '1|a-secret', `77|${issuedAppToken(PUBLIC).slice(3)}`, '77|'])
    expect((await read(value))?.isGenuine).toBe(false);
});

it('is not what only has a bar in it', async () => {
  for (const value of ['', '|', 'EAAabc', 'no-app|x', '12 34|x']) expect(await read(value)).toBeUndefined();
});
