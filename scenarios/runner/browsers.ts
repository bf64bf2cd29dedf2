import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { type LabProxy, launchChromium, openProxy, PERSONA_IDS, VENDORS } from '../../provider/index.ts';
import type { PersonaId, World } from '../../provider/model/index.ts';
import type { ReportedExchange } from '../model/index.ts';
import type { ChromiumSurroundings } from '../person/index.ts';
import type { BrowserOptions, RunOptions } from './options.ts';
import type { Unit } from './plan.ts';

/** The program of a run, and the proxy whose authority it believes. */
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
 * The real browsers of a run: one program, started when it is first needed, and for each world a proxy of its own. A
 * user name would do with one for all, but then Playwright switches the browser's cache off.
 */
export class Browsers implements AsyncDisposable {
  readonly #options: BrowserOptions;
  readonly #proxies = new Map<string, Promise<LabProxy>>();
  #program: Promise<Program> | undefined;

  constructor(options: BrowserOptions = {}) {
    this.#options = options;
  }

  /** What a person of a world browses with. Rejects with `unsupported` where there is no browser. */
  async into(world: World): Promise<ChromiumSurroundings> {
    this.#program ??= this.#start(world);
    const { browser, proxy } = await this.#program;
    const own =
      this.#proxies.get(world.id) ?? openProxy({ lab: labOf(world), world: world.id, beside: proxy, onRefused: ignore });
    this.#proxies.set(world.id, own);
    const { evidenceDir, blockThirdPartyCookies = false } = this.#options;
    return { program: browser, proxyUrl: (await own).url, blockThirdPartyCookies, traced: evidenceDir !== undefined };
  }

  /** Where the browsers of a leg leave what they saw; a prefix. */
  evidenceOf(unit: Unit, leg: ReportedExchange['leg']): string | undefined {
    const folder = this.#folderOf(unit);
    return folder && join(folder, leg);
  }

  /** Takes away what a unit left. */
  async forget(unit: Unit): Promise<void> {
    const folder = this.#folderOf(unit);
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const program = await this.#program?.catch(() => undefined);
    await program?.browser.close();
    await Promise.all([...this.#proxies.values()].map(async (proxy) => (await proxy).close()));
    await program?.proxy.close();
    const { evidenceDir } = this.#options;
    if (evidenceDir) await rmdir(evidenceDir).catch(() => undefined); // there is something in it, or it never was
  }

  #folderOf({ app, persona, scenario, variant }: Unit): string | undefined {
    const { evidenceDir } = this.#options;
    const name = [app.id, persona, ...scenario.id.split('/'), ...(variant ? [variant] : [])].join('-');
    return evidenceDir && join(evidenceDir, name);
  }

  async #start(world: World): Promise<Program> {
    const { headed = false, evidenceDir } = this.#options;
    if (evidenceDir) await rm(evidenceDir, { recursive: true, force: true }); // of an earlier run
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

/** Browsers ask for much besides what their person does; the person is told of the own way. */
const ignore = (): void => undefined;

/** The real browsers of a run; none where people are HTTP clients. */
export const openBrowsers = ({ person, browser }: RunOptions): Browsers | undefined =>
  person === 'browser' ? new Browsers(browser) : undefined;
