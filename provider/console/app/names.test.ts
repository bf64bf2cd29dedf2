import { expect, test } from 'vitest';
import { shortClientId } from './names.ts';

test.each([
  ['1234-shop.apps.vendor.example', '1234-shop'],
  ['1234-shop', '1234-shop'],
  ['com.example.app', 'com.example.app'],
  ['shop.example', 'shop.example'],
])('the client id %s is shown as %s', (clientId, shown) => {
  expect(shortClientId(clientId)).toBe(shown);
});
