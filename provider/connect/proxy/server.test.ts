import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthority } from './authority.ts';
import { ProxyServer } from './server.ts';

test.each([
  ['nothing', []],
  ['half a handshake', [22, 3, 1, 2, 0, 1]],
])('a client that opens a tunnel to a vendor and then sends %s is cut off', async (_, bytes) => {
  const authority = createAuthority(['accounts.google.com']);
  const server = new ProxyServer({
    labPort: 1,
    wayOutTo: () => ({ to: 'lab' }),
    worldOfNameless: async () => 'default',
    credentialsFor: authority.issue,
    isForBrowsers: false,
    refused: () => undefined,
    handshakeTimeoutMs: 500, // bytes that it has not read yet when it ends make a reset of the end
  });
  const port = await server.listen(0);
  onTestFinished(() => server.close());
  const socket = connect({ host: '127.0.0.1', port });
  socket.write('CONNECT accounts.google.com:443 HTTP/1.1\r\nhost: accounts.google.com:443\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('200 Connection established');
  socket.write(Buffer.from(bytes));
  await once(socket, 'close');
});
