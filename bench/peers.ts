/** The servers that the bench compares: the floor, Login Lab, and others that stand in for a provider. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { StartCommand } from './child.ts';
import { labClient } from './clients/lab.ts';
import type { LoadClient } from './clients/load-client.ts';
import { oidcProviderClient } from './clients/oidc-provider.ts';
import { emulateClient, mockinClient, simpleClient } from './clients/stand-ins.ts';

export type PeerId = 'floor' | 'lab' | 'emulate' | 'mockin' | 'mock' | 'engine';

/** A server that is compared. */
export interface Peer {
  readonly id: PeerId;
  /** Name and version. */
  readonly title: string;
  command(): Promise<StartCommand>;
  /** Where its discovery document is, below its address. */
  readonly discovery: string;
  open(url: string): Promise<LoadClient>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The exact version that is installed. */
const installed = (name: string): string => {
  const { version } = JSON.parse(readFileSync(here(`../node_modules/${name}/package.json`), 'utf8')) as { version: string };
  return `${name} ${version}`;
};

const freePort = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : '')));
    });
  });

const program = (path: string) => async (): Promise<StartCommand> => ({ args: [here(path)] });

const DISCOVERY = '/.well-known/openid-configuration';

export const LAB_COMMAND: StartCommand = {
  args: [here('../dist/cli.js'), 'serve', '--port', '0', '--persona', 'google', '--json'],
};

/** The floor comes first: the others are divided by it. */
export const PEERS: readonly Peer[] = [
  { id: 'floor', title: 'floor', command: program('servers/floor.mjs'), discovery: DISCOVERY, open: simpleClient },
  { id: 'lab', title: 'Login Lab', command: async () => LAB_COMMAND, discovery: `/google${DISCOVERY}`, open: labClient },
  {
    id: 'emulate',
    title: installed('emulate'),
    command: program('servers/emulate.mjs'),
    discovery: DISCOVERY,
    open: emulateClient,
  },
  {
    id: 'mockin',
    title: installed('@hellocoop/mockin'),
    command: async () => ({
      args: [here('servers/mockin.mjs')],
      env: { PORT: await freePort() },
    }),
    discovery: DISCOVERY,
    open: mockinClient,
  },
  {
    id: 'mock',
    title: installed('oauth2-mock-server'),
    command: program('servers/oauth2-mock-server.mjs'),
    discovery: DISCOVERY,
    open: simpleClient,
  },
  {
    id: 'engine',
    title: `${installed('oidc-provider')} alone`,
    command: program('servers/oidc-provider.mjs'),
    discovery: DISCOVERY,
    open: oidcProviderClient,
  },
];
