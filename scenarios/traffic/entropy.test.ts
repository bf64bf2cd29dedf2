import { expect, test } from 'vitest';
import { estimateEntropyBits } from './entropy.ts';

test.each([
  ['a constant', ['google', 'google', 'google']],
  ['two of three the same', ['kJ3l_x0a7Qm2Zr81vBt5', 'kJ3l_x0a7Qm2Zr81vBt5', 'x0a7Qm2Zr81vBt5kJ3l_']],
  ['a counter', ['login-1', 'login-2', 'login-3']],
  ['a time stamp', ['1795471264233', '1795471264251', '1795471265090']],
  ['a time stamp in hex behind a name', ['google:1a2b3c4d', 'google:1a2b3c5f', 'google:1a2b3d10']],
  ['four random digits', ['4821', '9034', '1177']],
  ['one value, with nothing to compare it to', ['kJ3l_x0a7Qm2Zr81vBt5']],
])('%s can be guessed', (_, values) => {
  expect(estimateEntropyBits(values)).toBeLessThan(40);
});

test.each([
  [
    'UUIDs',
    ['9b2e6a50-6c0f-4f57-9a2e-0d6f6f0c2b11', '1c7d3fa8-2e4b-4d10-8b7c-5e9a7d3b8f42', 'e05f8d91-b3a7-4c68-a1d4-7b2c9e6f0a83'],
  ],
  ['random text', ['kJ3l_x0a7Qm2Zr81vBt5yw', 'Zr81vBt5ywkJ3l_x0a7Qm2', 'aQ9-mN4c_Xe7RtYpLz0uVb']],
  [
    'a signed payload',
    ['eyJyIjoiLyJ9.mN4cXe7RtYpLz0uVbQ', 'eyJyIjoiLyJ9.x0a7Qm2Zr81vBt5ywkJ', 'eyJyIjoiLyJ9.Rt9YpLz0uVbQa7mN4cX'],
  ],
])('%s cannot', (_, values) => {
  expect(estimateEntropyBits(values)).toBeGreaterThanOrEqual(64);
});
