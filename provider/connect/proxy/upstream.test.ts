import { expect, it } from 'vitest';
import { type Bounds, wayOutTo } from './upstream.ts';

const bounds: Bounds = {
  served: ['accounts.google.com', 'oauth2.googleapis.com'],
  vendors: [
    { id: 'google', hosts: ['accounts.google.com', 'oauth2.googleapis.com'] },
    { id: 'other', hosts: ['login.example.co.uk'] },
  ],
  tunnel: [],
};

const why = (host: string, more: Partial<Bounds> = {}): string => {
  const way = wayOutTo(host, { ...bounds, ...more });
  return way.to === 'nowhere' ? way.why : way.to;
};

it("leads a persona's hosts to the lab, whatever else may pass", () => {
  expect(why('accounts.google.com', { tunnel: ['*', 'accounts.google.com'] })).toBe('lab');
});

it('leads the hosts of its unserved APIs there as well, where the lab tells its gap, unless the real one is named', () => {
  const served = [...bounds.served, 'people.googleapis.com'];
  const vendors = [{ id: 'google', hosts: bounds.served, unservedHosts: ['people.googleapis.com'] }];
  expect(why('people.googleapis.com', { served, vendors, tunnel: ['*'] })).toBe('lab');
  expect(why('people.googleapis.com', { served, vendors, tunnel: ['people.googleapis.com'] })).toBe('outside');
  expect(why('people.googleapis.com', { served: [], vendors })).toContain('belongs to the persona "google"');
});

it('leads every tenant of a vendor to the lab, and no other host of its domain', () => {
  const tenants = { served: ['*.eu.vendor.example'], vendors: [{ id: 'vendor', hosts: ['*.eu.vendor.example'] }] };
  expect(why('shop.eu.vendor.example', tenants)).toBe('lab');
  expect(why('shop.eu.vendor.example', { ...tenants, served: [] })).toContain('belongs to the persona "vendor"');
  for (const host of ['a.b.eu.vendor.example', 'eu.vendor.example', '-.eu.vendor.example', 'docs.vendor.example'])
    expect(why(host, { ...tenants, tunnel: ['*'] })).toMatch(/below vendor.example, a domain of "vendor"|neither a host name/);
});

it('lets a program talk to its own machine', () => {
  expect(['localhost', 'app.localhost', '127.0.0.1', '127.9.9.9', '::1'].map((host) => why(host))).toEqual(
    Array(5).fill('this-machine'),
  );
  expect(why('127.0.0.1.example.org')).toMatch(/no vendor's host/);
  expect(why('localhost.example.org')).toMatch(/no vendor's host/);
});

it('lets it talk to its own machine however that is written', () => {
  const written = ['LocalHost', 'localhost.', 'a.b.localhost', '127.255.255.254', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'];
  expect(written.map((host) => why(host))).toEqual(written.map(() => 'this-machine'));
});

it.each([
  '127.0.0.999',
  '127.999.1.1',
  '127.0.0.256',
  '127.0.0.010',
  '127.0.0.1.2',
  '127.1.1.0x1z.1',
  'evil.example#.localhost',
  'evil.example/.localhost',
  'evil.example?.localhost',
  'a@evil.example.localhost',
  'evil.example\u0000.localhost',
  'evil.example .localhost',
  'evil..localhost',
  '.localhost',
  '-.localhost',
  'accounts.google.com#.localhost',
  'example.org#.google.com',
  '[::1]',
  '::1::',
  '',
])('leads what is no host nowhere, though it looks like one, whatever may pass: %j', (host) => {
  for (const tunnel of [[], ['*'], [host]]) expect(why(host, { tunnel })).toContain('is neither a host name nor an IP address');
});

it('takes a name that only ends like this machine for what it is', () => {
  for (const host of ['127.0.0.1.example.org', 'localhost.example.org', 'notlocalhost', '128.0.0.1', '::2', '::ffff:8.8.8.8'])
    expect(why(host)).toMatch(/no vendor's host/);
});

it("refuses a vendor's host that nobody serves, with its name and the switch, even with --tunnel", () => {
  const sentence =
    'maps.googleapis.com is below googleapis.com, a domain of "google", and no persona serves it. To reach the real host: --tunnel ';
  expect(why('maps.googleapis.com')).toBe(`${sentence}maps.googleapis.com`);
  expect(why('maps.googleapis.com', { tunnel: ['*'] })).toBe(`${sentence}'*,maps.googleapis.com'`);
  expect(why('www.google.com')).toContain('below google.com');
  expect(why('evil-google.com')).toContain("no vendor's host");
});

it("knows where a vendor's domain begins", () => {
  expect(why('api.example.co.uk', { tunnel: ['*'] })).toContain('below example.co.uk');
  expect(why('elsewhere.co.uk', { tunnel: ['*'] })).toBe('outside');
});

it('names the persona that is missing', () => {
  expect(why('login.example.co.uk')).toBe(
    'login.example.co.uk belongs to the persona "other", which this lab does not serve. Start it with --persona google,other',
  );
});

it('lets nothing else out unless it is asked to', () => {
  expect(why('example.org')).toBe(
    "example.org is no vendor's host, and other hosts are blocked by default. To reach it: --tunnel, or --tunnel example.org",
  );
  expect(why('example.org', { tunnel: ['example.org'] })).toBe('outside');
  expect(why('sub.example.org', { tunnel: ['example.org'] })).toContain('--tunnel example.org,sub.example.org');
  expect(why('example.org', { tunnel: ['*'] })).toBe('outside');
  expect(why('fonts.googleapis.com', { tunnel: ['fonts.googleapis.com'] })).toBe('outside');
});
