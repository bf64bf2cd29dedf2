import type { Client, PersonaId } from '../../provider/model/index.ts';

/** What is served, as `--json` prints it. */
export interface Serving {
  readonly url: string;
  /** Where the console is; absent without one. */
  readonly console?: string;
  readonly pid: number;
  /** What the control API wants where the lab listens beyond loopback. */
  readonly token?: string;
  readonly personas: readonly {
    readonly id: PersonaId;
    /** Where everything of it is. */
    readonly address: string;
    /** What its tokens name, to the letter. */
    readonly issuer: string;
    readonly clients: readonly Client[];
  }[];
  readonly people: readonly { readonly key: string; readonly name: string; readonly email: string }[];
  /** Where the proxy is, and the environment of a program that shall use it. */
  readonly proxy?: ServedProxy;
  /** With `--smtp`: where mails of apps go to, and the environment of a program that sends some. */
  readonly smtp?: { readonly url: string; readonly environment: Readonly<Record<string, string>> };
  /** With `--https`: files with which programs trust its certificate, the authority alone and together with usual roots. */
  readonly trust?: { readonly authority: string; readonly roots: string };
}

export interface ServedProxy {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it lets through to the real hosts. */
  readonly tunnel: readonly string[];
  /** The command that starts a browser in the lab. */
  readonly browser: string;
}
