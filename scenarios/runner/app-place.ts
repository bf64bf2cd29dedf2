import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, fillPlaceholders } from '../model/index.ts';
import { findFreePort, portOf } from './free-port.ts';

/** What is filled into the config of one instance: its ports and its folder. */
export class AppPlace {
  /** Address of the app, also of several copies. */
  readonly url: URL;
  /** Ports of the copies; that of the address for a single one. */
  readonly ports: readonly number[];
  /** Folder for the files of the app. */
  readonly store: string;
  readonly #more: Readonly<Record<string, string>>;

  private constructor(url: URL, ports: readonly number[], store: string, more: Readonly<Record<string, string>>) {
    this.url = url;
    this.ports = ports;
    this.store = store;
    this.#more = more;
  }

  static async open({ url: written, instances }: Pick<App, 'url' | 'instances'>): Promise<AppPlace> {
    const url = new URL(written.includes('{port}') ? written.replaceAll('{port}', String(await findFreePort())) : written);
    const ports = instances === 1 ? [portOf(url)] : await Promise.all(Array.from({ length: instances }, findFreePort));
    const [port2, port3] = [String(await findFreePort()), String(await findFreePort())];
    return new AppPlace(url, ports, await mkdtemp(join(tmpdir(), 'loginlab-store-')), { port2, port3 });
  }

  /** A text for the program at a port. */
  fill(text: string, port = this.ports[0] ?? 0): string {
    const known: Readonly<Record<string, string>> = { ...this.#more, port: String(port), store: this.store };
    return fillPlaceholders(text, (name) => (Object.hasOwn(known, name) ? known[name] : undefined));
  }

  /** Removes the folder. */
  close(): Promise<void> {
    return rm(this.store, { recursive: true, force: true, maxRetries: 3 });
  }
}
