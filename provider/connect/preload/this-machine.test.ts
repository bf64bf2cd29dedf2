import net from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { leaveThisMachine } from './this-machine.ts';

/** Which way each of these takes; nothing is connected. */
const ways = (all: readonly (readonly unknown[])[]): readonly string[] => {
  const prototype = net.Socket.prototype as unknown as { connect: (...args: unknown[]) => unknown };
  const { connect } = prototype;
  onTestFinished(() => {
    prototype.connect = connect;
  });
  prototype.connect = (...args) => `direct${JSON.stringify(args).includes('shop.localhost') ? ', looked up' : ''}`;
  const intercept = () => {
    prototype.connect = () => 'intercepted';
  };
  leaveThisMachine(intercept, () => undefined);
  return all.map((args) => String(prototype.connect(...args)));
};

it('what stays within this machine is left alone', () => {
  const places = [
    [{ port: 5432 }],
    [{ port: 5432, host: 'localhost', path: null }],
    [{ port: 80, host: '127.0.0.1' }],
    [{ port: 80, host: '::1' }],
    [{ path: '/run/db.sock' }],
    ['/run/db.sock'],
    [5432],
    [5432, '127.0.0.1'],
    [[{ port: 80, host: 'LocalHost' }, null]],
    [5432, () => {}],
    [{ port: 80, host: 'shop.localhost' }],
    [[{ port: 80, host: 'shop.localhost' }, null]],
    [80, 'shop.localhost'],
    [{ port: 80, host: '::ffff:127.0.0.1' }],
  ];
  expect(ways(places)).toEqual(places.map(() => 'direct'));
});

it('everything else is intercepted, however it is written', () => {
  const places = [
    [{ port: 443, host: 'accounts.google.com' }],
    [{ port: 443, host: 'accounts.google.com', path: null }],
    [{ port: 443, host: 'accounts.google.com', path: undefined, servername: 'localhost' }],
    [443, 'accounts.google.com'],
    ['443', 'accounts.google.com'],
    [[{ port: 443, host: 'accounts.google.com' }, null]],
    [{ port: 443, host: '10.0.0.1' }],
    [{ port: 443, host: 'localhost.example.org' }],
  ];
  expect(ways(places)).toEqual(places.map(() => 'intercepted'));
});

it('what only looks like this machine is not left alone', () => {
  const hosts = ['127.0.0.999', '127.999.1.1', 'evil.example#.localhost', 'evil.example/.localhost'];
  expect(ways(hosts.map((host) => [{ port: 80, host }]))).toEqual(hosts.map(() => 'intercepted'));
});
