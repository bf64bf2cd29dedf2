import type { RunResult, ScenarioResult } from '../../../../scenarios/model/index.ts';
import type { PartData, SharedData } from '../data.ts';
import { type Pack, unpack } from '../pack.ts';

const inflate = async (base64: string): Promise<string> => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
};

const read = async (id: string): Promise<unknown> => {
  const packed = document.getElementById(id)?.textContent ?? '';
  const pack: Pack = JSON.parse(await inflate(packed));
  return unpack(pack);
};

/** The run as far as it has been read: results and exchanges of an app come when one of them is opened. */
export class RunData {
  readonly run: RunResult;
  readonly #parts: readonly number[];
  readonly #loading = new Map<number, Promise<void>>();

  private constructor({ run, parts }: SharedData) {
    this.run = run;
    this.#parts = parts;
  }

  static async open(): Promise<RunData> {
    return new RunData((await read('data-shared')) as SharedData);
  }

  /** The whole result at a place, from 0, with its exchanges in `run`; undefined where there is none. */
  async result(place: number): Promise<ScenarioResult | undefined> {
    const part = this.#parts[place];
    if (part === undefined) return undefined;
    const loading = this.#loading.get(part) ?? this.#load(part);
    this.#loading.set(part, loading);
    await loading;
    return this.run.results[place];
  }

  async #load(part: number): Promise<void> {
    const { results, exchanges } = (await read(`data-${part}`)) as PartData;
    for (const [place, result] of results) this.run.results[place] = result;
    for (const [id, exchange] of Object.entries(exchanges))
      Object.defineProperty(this.run.exchanges, id, { value: exchange, enumerable: true });
  }
}
