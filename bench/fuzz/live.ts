import type { Draft } from './draft.ts';

/** Values in replies that a later request may need: tokens, codes, tickets, ids. */
const IN_JSON = /"(\w*(?:token|code|sub|[iI]d|kid|email|ticket|location|key|secret))"\s*:\s*"([^"\\]{1,4000})"/gi;
const IN_ADDRESS = /[?&#](code|access_token|id_token|upload_id|ticket|state|authError|pageToken)=([^&"'\s#]{1,4000})/g;
const IN_FORM = /name="(ticket|scope|account)" value="([^"]{1,4000})"/g;
const COOKIE = /^set-cookie: ([^;\r\n]+)/gim;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const MOST = 20;
const MOST_FOREIGN = 200;

/** Values of other worlds, which are good there or once were. Shared by all stories of a run. */
const foreign: string[] = [];

/** The values that one story has met so far. */
export class Live {
  readonly #values = new Map<string, string[]>();

  add(name: string, value: string): void {
    const known = this.#values.get(name) ?? [];
    known.push(value);
    if (known.length > MOST) known.shift();
    this.#values.set(name, known);
  }

  /** Reads a reply to a request of `scope`: `google`, `control`. */
  harvest(scope: string, text: string): void {
    const part = text.slice(0, 200_000);
    for (const pattern of [IN_JSON, IN_ADDRESS, IN_FORM])
      for (const [, name = '', value = ''] of part.matchAll(pattern)) this.add(`${scope}.${name}`, decoded(value));
    for (const [, cookie = ''] of part.matchAll(COOKIE)) this.add(`${scope}.cookie`, cookie);
  }

  /** The newest value of a name; `name.3`: the fourth newest. */
  value(name: string): string {
    if (name.startsWith('foreign.')) return foreign[Number(name.slice(8)) % Math.max(1, foreign.length)] ?? 'foreign';
    const [, base = name, back = '0'] = /^(.*?)(?:\.(\d+))?$/.exec(name) ?? [];
    const known = this.#values.get(base) ?? [];
    return known.at(-1 - (Number(back) % Math.max(1, known.length))) ?? base;
  }

  fillText(text: string): string {
    return text.replace(/«([\w.-]+)»/g, (_, name: string) => this.value(name));
  }

  fill(draft: Draft): Draft {
    const text = JSON.stringify(draft).replace(/«([\w.-]+)»/g, (_, name: string) =>
      JSON.stringify(this.value(name)).slice(1, -1),
    );
    return JSON.parse(text) as Draft;
  }

  /** Leaves its credentials to other stories. */
  bequeath(): void {
    for (const [name, values] of this.#values) if (/token|code|ticket|cookie/.test(name)) foreign.push(...values.slice(-2));
    foreign.splice(0, Math.max(0, foreign.length - MOST_FOREIGN));
  }
}
