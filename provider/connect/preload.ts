/**
 * Loaded into a Node program ahead of its own first line (`NODE_OPTIONS="--import loginlab/preload"`): its calls to the
 * vendors' hosts are answered by a lab in another process, and browsers that it sends to a vendor arrive at that lab.
 */
import process from 'node:process';
import { keepBrowsersHere } from './preload/browser-answers.ts';
import { linkTo } from './preload/lab-link.ts';
import { localAddresses } from './preload/local-addresses.ts';
import { canPreload } from './preload/oldest-node.ts';
import { leadCalls } from './preload/outgoing.ts';
import { readSettings } from './preload/settings.ts';
import { leadWorkers } from './preload/worker-threads.ts';

const requireNode = (version: string): void => {
  if (canPreload(version)) return;
  throw new Error(
    `[loginlab] NODE_OPTIONS loads loginlab/preload, which needs Node 20.19, 22.12 or newer; this is Node ${version}. Use a newer Node, or the proxy: loginlab serve --proxy 4480.`,
  );
};

requireNode(process.versions.node);
const settings = readSettings(process.env);
leadCalls(settings, linkTo(settings));
keepBrowsersHere(localAddresses(settings));
leadWorkers(import.meta.url);
