import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { type LabProxy, launchChromium, openProxy, PERSONA_IDS, requireChromium, VENDORS } from '../../provider/index.ts';
import type { PersonaId, World } from '../../provider/model/index.ts';
import { type App, needsRealBrowser, type ReportedExchange } from '../model/index.ts';
import type { ChromiumSites } from '../person/index.ts';
import { clearUnitEvidence } from './evidence-folder.ts';
import type { Unit } from './plan.ts';
import type { TlsProxyOptions } from './tls-proxy.ts';

/** User agent of the people: an HTTP client without scripts, or a real browser. */
export type PersonKind = 'http' | 'browser';

/** Options of the real browsers of a run. */
export interface BrowserOptions {
  /** Shows the browser windows. Default false. */
  readonly headed?: boolean;
  /** Default false. */
  readonly blockThirdPartyCookies?: boolean;
  /** Folder for traces, screenshots and storage of results that did not pass. Default: none are kept. */
  readonly evidenceDir?: string;
}

/** The browser process of a run, and the proxy whose certificate authority it trusts. */
interface Program {
  readonly browser: Browser;
  readonly proxy: LabProxy;
}

const labOf = (world: World) => {
  const [persona] = PERSONA_IDS;
  return {
    url: new URL(world[persona as PersonaId].address).origin,
    hosts: Object.values(VENDORS).flatMap(({ hosts }) => hosts),
  };
};

/**
 * The real browsers of a run: one process, started on first use, and a proxy for each world. One proxy with
 * user names would do, but then Playwright disables the browser's cache.
 */
export class Browsers implements AsyncDisposable {
  readonly #options: BrowserOptions;
  readonly #proxies = new Map<string, Promise<LabProxy>>();
  readonly #person: PersonKind;
  #program: Promise<Program> | undefined;

  constructor(options: BrowserOptions = {}, person: PersonKind = 'browser') {
    this.#options = options;
    this.#person = person;
  }

  /** The browsers of the people of an app; undefined where an HTTP client will do. */
  of(app: App): Browsers | undefined {
    return this.#person === 'browser' || needsRealBrowser(app) ? this : undefined;
  }

  /** Opens a browser for a person of a world. Rejects with `unsupported` if no browser is installed. */
  async into(world: World): Promise<ChromiumSites> {
    this.#program ??= this.#start(world);
    const { browser, proxy } = await this.#program;
    const own =
      this.#proxies.get(world.id) ?? openProxy({ lab: labOf(world), world: world.id, beside: proxy, onRefused: ignore });
    this.#proxies.set(world.id, own);
    const { evidenceDir, blockThirdPartyCookies = false } = this.#options;
    return { program: browser, proxyUrl: (await own).url, blockThirdPartyCookies, traced: evidenceDir !== undefined };
  }

  /** Credentials of a server on this machine that these browsers believe. */
  async serverCredentials(world: World): Promise<TlsProxyOptions['credentials']> {
    this.#program ??= this.#start(world);
    return (await this.#program).proxy.authority.issue('localhost');
  }

  /** Path prefix of the evidence of a leg's browsers. */
  evidenceOf(unit: Unit, leg: ReportedExchange['leg']): string | undefined {
    const folder = this.#folderOf(unit);
    return folder && join(folder, leg);
  }

  /** Removes the evidence of a unit. */
  async forget(unit: Unit): Promise<void> {
    const folder = this.#folderOf(unit);
    if (folder) await clearUnitEvidence(folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const program = await this.#program?.catch(() => undefined);
    await program?.browser.close();
    await Promise.all([...this.#proxies.values()].map(async (proxy) => (await proxy).close()));
    await program?.proxy.close();
    const { evidenceDir } = this.#options;
    if (evidenceDir) await rmdir(evidenceDir).catch(() => undefined); // it is not empty, or does not exist
  }

  #folderOf({ app, persona, scenario, variant }: Unit): string | undefined {
    const { evidenceDir } = this.#options;
    const name = [app.id, persona, ...scenario.id.split('/'), ...(variant ? [variant] : [])].join('-');
    return evidenceDir && join(evidenceDir, name);
  }

  async #start(world: World): Promise<Program> {
    const { headed = false } = this.#options;
    const proxy = await openProxy({ lab: labOf(world), onRefused: ignore });
    try {
      const believedKey = proxy.authority.serverKeyDigest;
      return { proxy, browser: await launchChromium({ headed, believedKey }) };
    } catch (error) {
      await proxy.close();
      throw error;
    }
  }
}

/** Hosts of the browser's own background requests; they are dropped. */
const ignore = (): void => undefined;

/** The real browsers of a run: of all people, or of those whose apps need one. */
export const openBrowsers = (run: { readonly person?: PersonKind; readonly browser?: BrowserOptions }): Browsers =>
  new Browsers(run.browser, run.person ?? 'http');

/** Why there is no real browser; undefined if there is one. */
export const whyNoBrowser = (): Promise<string | undefined> =>
  requireChromium().then(
    () => undefined,
    ({ message }: Error) => `The pages of this app work by scripts and need a real browser. ${message}`,
  );
