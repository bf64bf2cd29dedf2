import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder, userFolder } from './paths.ts';

const manifest = path.join(packageFolder, 'package.json');

test('through our own npm script the user stands where npm was started', () => {
  expect(userFolder({ INIT_CWD: '/home/ana/shop', npm_package_json: manifest }, packageFolder)).toBe('/home/ana/shop');
});

test('below an npm script of another package the working directory counts', () => {
  expect(userFolder({ INIT_CWD: '/home/ana/shop/src', npm_package_json: '/home/ana/shop/package.json' }, '/home/ana/shop')).toBe(
    '/home/ana/shop',
  );
});

test('without npm the working directory counts', () => {
  expect(userFolder({}, '/home/ana')).toBe('/home/ana');
});
