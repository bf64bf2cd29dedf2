import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from './admission.ts';

const bodyOf = ({ why }: Refusal): string => `[loginlab] ${why}\n`;

const headersOf = (refusal: Refusal): [string, string][] => [
  ['Content-Type', 'text/plain; charset=utf-8'],
  ['Content-Length', String(Buffer.byteLength(bodyOf(refusal)))],
  ...(refusal.status === 407 ? ([['Proxy-Authenticate', 'Basic realm="world"']] as [string, string][]) : []),
  ['Connection', 'close'],
];

/** Many clients show of a refused tunnel nothing but its status line: the reason stands there too. */
export const refuseTunnel = (socket: Duplex, refusal: Refusal): void => {
  const headers = headersOf(refusal).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${refusal.status} ${refusal.why}`, ...headers, '', bodyOf(refusal)].join('\r\n'));
};

export const refuseRequest = (res: ServerResponse, refusal: Refusal): void => {
  res.writeHead(refusal.status, headersOf(refusal).flat()).end(bodyOf(refusal));
};
