import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ProxyManner } from '../model/index.ts';
import { Browser } from '../person/index.ts';
import { serverCredentials } from './server-credentials.ts';
import { OpenTlsProxy } from './tls-proxy.ts';

/** An app that says which headers it got, behind a proxy, and a person in front of it. */
const open = async (manner: ProxyManner) => {
  const app = createServer(({ headers }, response) => {
    response.setHeader('set-cookie', ['s=1; Path=/', 't=2']).end(JSON.stringify(headers));
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
  onTestFinished(() => void app.close());
  const to = new URL(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
  const proxy = await OpenTlsProxy.open({ to, manner, credentials: await serverCredentials() });
  onTestFinished(() => proxy.close());
  const url = new URL(proxy.url);
  const person = new Browser('ana', { app: url, personas: [] }, new AbortController().signal);
  onTestFinished(() => person.close());
  const { body } = await person.go({ method: 'GET', url });
  return { headers: JSON.parse(body) as IncomingHttpHeaders, to, url, proxy };
};

test('the app hears of https and of the public host, and keeps no forged word of it', async () => {
  const { headers, url, proxy } = await open({ host: 'kept' });
  expect(headers).toMatchObject({ host: url.host, 'x-forwarded-proto': 'https', 'x-forwarded-host': url.host });
  expect(headers).not.toHaveProperty('forwarded');
  expect(proxy.setCookies).toEqual(['s=1; Path=/', 't=2']);
});

test('the app is asked under its own address where the proxy replaces the host', async () => {
  const { headers, to, url } = await open({ host: 'replaced' });
  expect(headers).toMatchObject({ host: to.host, 'x-forwarded-host': url.host });
});

test('a forged copy stands in front of what the proxy says', async () => {
  const { headers, url } = await open({ host: 'kept', forged: 'copy' });
  expect(headers['x-forwarded-proto']).toBe('http, https');
  expect(headers['x-forwarded-host']).toBe(`forged.example, ${url.host}`);
});

test('other forged headers pass', async () => {
  const { headers, url } = await open({ host: 'kept', forged: 'others' });
  expect(headers).toMatchObject({ forwarded: expect.stringContaining('host=forged.example'), 'x-forwarded-host': url.host });
});
