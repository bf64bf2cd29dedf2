import { expect, it } from 'vitest';
import { atHost, domainOfHost, includesHost } from './hosts.ts';

const HOSTS = ['www.vendor.example', '*.eu.vendor.example'];

it.each([
  ['www.vendor.example', true],
  ['shop.eu.vendor.example', true],
  ['a-1.eu.vendor.example', true],
  ['eu.vendor.example', false],
  ['a.b.eu.vendor.example', false],
  ['-.eu.vendor.example', false],
  ['shop.eu.vendor.example.evil.example', false],
  ['shop.eu.vendor.example:8080', false],
  ['vendor.example', false],
  ['', false],
])('"%s" is one of the hosts: %s', (host, expected) => expect(includesHost(HOSTS, host)).toBe(expected));

it('moves a URL to another host, and leaves the rest of it', () => {
  expect(atHost('https://www.vendor.example/a?b=https://www.vendor.example', 'shop.eu.vendor.example')).toBe(
    'https://shop.eu.vendor.example/a?b=https://www.vendor.example',
  );
  expect(HOSTS.map(domainOfHost)).toEqual(['www.vendor.example', 'eu.vendor.example']);
});
