import { type Lab, type LabSmtp, openSmtp, VENDORS } from '../../provider/index.ts';
import type { PersonaId, World } from '../../provider/model/index.ts';
import { redactText, Secrets } from '../../provider/wire/index.ts';
import type { ApiEnv, App, EnvValues, PersonaEnv, StoredItem } from '../model/index.ts';
import { Connections, type ReachableSites } from '../person/index.ts';
import { AppConnection } from './app-connection.ts';
import { AppPlace } from './app-place.ts';
import { AppDown, probe } from './app-process.ts';
import { AppPrograms, type ProgramsStart } from './app-programs.ts';
import { registerClient } from './client-registration.ts';
import { openSecrets } from './exchanges.ts';
import { Output } from './output.ts';
import { programsStartOf } from './programs-start.ts';
import type { RunEvent } from './run-event.ts';
import { readStored } from './stored-files.ts';

type Personas = Readonly<Record<PersonaId, PersonaEnv>>;

/** What an app is told when it is started anew; what is left out stays. */
export interface StartAnew {
  readonly clientSecret?: string;
  /** Public address of a proxy in front of it. */
  readonly url?: URL;
}

interface Anew {
  readonly url: URL;
  readonly personas: Personas;
}

/** The same path at another address. */
export const movedTo = ({ origin }: URL, address: string): string => {
  const { pathname, search } = new URL(address);
  return `${origin}${pathname}${search}`;
};

/** Options of an app instance. */
export interface AppInstanceOptions {
  readonly id: string;
  readonly lab: Pick<Lab, 'world'>;
  readonly app: App;
  readonly configDir: string;
  readonly extraEnv: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Longest wait, after a broken connection, for the exit of its program. */
const CUT_OFF_MS = 500;

/** One running instance of an app, and its world. */
export class AppInstance {
  readonly id: string;
  readonly app: App;
  readonly world: World;
  /** Its own APIs behind the lab, by name. */
  readonly apis: Readonly<Record<string, ApiEnv>>;
  readonly #registered: Personas;
  /** What a leg has changed. */
  #anew: Anew | undefined;
  /** Of its people, from one leg to the next. */
  readonly connections = new Connections();
  readonly #place: AppPlace;
  readonly #options: AppInstanceOptions;
  readonly #connection: AppConnection;
  readonly #smtp: LabSmtp;
  /** Output of the current process. */
  #output = new Output();
  #process: AppPrograms | undefined;
  #neverUp: AppDown | undefined;
  /** The program whose end is known to a leg. */
  #known: AppPrograms | undefined;
  #steps = 0;
  /** Client secrets of single legs. */
  readonly #otherSecrets = new Set<string>();
  /** Every secret that this app was given or sent, in all results. */
  readonly #secrets = new Secrets();

  private constructor(
    options: AppInstanceOptions,
    connection: AppConnection,
    smtp: LabSmtp,
    place: AppPlace,
    { world, personas, apis }: { readonly world: World; readonly personas: Personas; readonly apis: AppInstance['apis'] },
  ) {
    this.#connection = connection;
    this.#smtp = smtp;
    this.id = options.id;
    this.app = options.app;
    this.world = world;
    this.#registered = personas;
    this.apis = apis;
    this.#place = place;
    this.#options = options;
  }

  /** Address at which people open this instance. */
  get url(): URL {
    return this.#anew?.url ?? this.#place.url;
  }

  get personas(): Personas {
    return this.#anew?.personas ?? this.#registered;
  }

  /** Makes a world and registers the app in it. `up` starts the app. */
  static async open(options: AppInstanceOptions): Promise<AppInstance> {
    const { app, lab } = options;
    const place = await AppPlace.open(app);
    const callback = { place, elsewhere: app.redirectUri && place.fill(app.redirectUri) };
    const world = await lab.world();
    const envs: [string, PersonaEnv][] = [];
    for (const persona of app.personas) envs.push([persona, await registerClient(world, persona as PersonaId, app, callback)]);
    const personas = Object.fromEntries(envs) as Personas;
    const apis: Record<string, ApiEnv> = {};
    for (const { as: name, url, audience = '' } of app.apis)
      apis[name] = { address: (await world.apis.put({ name, url: place.fill(url) })).address, audience };
    const connection = await AppConnection.open(app, world, (why) => instance.#output.add(`[loginlab] ${why}`));
    const instance = new AppInstance(options, connection, await openSmtp({ world }), place, { world, personas, apis });
    return instance;
  }

  /** Starts the app unless it runs. Rejects with `AppDown`, and does so again after a failed start. */
  async up(): Promise<void> {
    if (this.#process && this.#process.death === undefined) return;
    if (this.#neverUp) throw this.#neverUp;
    await this.down();
    this.#output = new Output();
    const { onEvent } = this.#options;
    const about = { app: this.app.id, instance: this.id };
    const started = performance.now();
    onEvent({ type: 'app-starting', ...about });
    try {
      this.#process = await AppPrograms.start(this.#start());
      onEvent({ type: 'app-ready', ...about, durationMs: Math.round(performance.now() - started) });
    } catch (error) {
      if (!(error instanceof AppDown)) throw error;
      this.#neverUp = error;
      onEvent({ type: 'app-down', ...about, reason: redactText(this.openSecrets(), error.message) });
      throw error;
    }
  }

  /**
   * How the app ended, with its last lines; undefined while it runs or before it was started. A connection may break a
   * moment before the exit of its program is noticed: `wasCutOff` waits for it.
   */
  async death(wasCutOff: boolean): Promise<string | undefined> {
    if (wasCutOff) await this.#process?.gone(CUT_OFF_MS);
    const how = this.#process?.death;
    if (how === undefined) return undefined;
    this.#known = this.#process;
    return this.#process?.describe(`the app ${how}.`);
  }

  /** As `death`, of a program that ended when nobody looked: since the end of the last leg. */
  async lateDeath(): Promise<string | undefined> {
    return this.#process === this.#known ? undefined : this.death(false);
  }

  /** False for a program that breaks connections: it is about to exit. A slow one answers. */
  async answers(): Promise<boolean> {
    const status = await probe(new URL(this.app.ready, this.#place.url), CUT_OFF_MS);
    return typeof status === 'number' || /timeout|abort/i.test(status);
  }

  /** Collects the output of the app from now on. */
  listen(): () => readonly string[] {
    const output = this.#output;
    const { mark } = output;
    return () => output.since(mark);
  }

  /** Resolves when the app has answered a probe and no exchange is under way. Rejects with the reason otherwise. */
  async settled(withinMs: number): Promise<void> {
    const status = await probe(new URL(this.app.ready, this.#place.url), withinMs);
    if (typeof status !== 'number') throw new Error(`the app no longer answers at ${this.app.ready}: ${status}`);
    await this.world.wire.idle();
  }

  /** The sites that a person of this instance can reach. */
  get sites(): ReachableSites {
    const personas = (this.app.personas as PersonaId[]).map((id) => {
      const { title, hosts } = VENDORS[id];
      return { id, title, address: this.world[id].address, hosts };
    });
    const { redirectUri } = this.app;
    const callback = redirectUri === undefined ? undefined : new URL(this.#place.fill(redirectUri));
    const currentUrl = () => this.url;
    return {
      get app() {
        return currentUrl();
      },
      callback,
      personas,
    };
  }

  /** The secrets that this app's client has had at a persona. */
  secretsOf(persona: PersonaId): readonly string[] {
    return [this.#registered[persona].clientSecret, ...this.#otherSecrets].filter(Boolean);
  }

  /** Ordinals for a result; every client secret is known, at whichever persona it turns up. */
  openSecrets(): Secrets {
    const clientSecrets = Object.values(this.#registered).map(({ clientSecret }) => clientSecret);
    return openSecrets([...clientSecrets, ...this.#otherSecrets].filter(Boolean), this.#secrets);
  }

  /** A unique name in a run, for a request of a person. */
  nameForStep(): string {
    this.#steps += 1;
    return `${this.id}-p${this.#steps}`;
  }

  /** Fills ports and folder of this instance into a text of the config. */
  fill(text: string): string {
    return this.#place.fill(text);
  }

  /** What `env` of the app gets. */
  get envValues(): EnvValues {
    const { host, port, url } = this.#smtp;
    return { ...this.personas, apis: this.apis, smtp: { host, port: String(port), url } };
  }

  /** Ends the app at once and starts it again, with the same ports and store. Rejects with `AppDown`. */
  async restart(): Promise<void> {
    await this.#process?.restart();
  }

  /** Ends the app and starts it again, told of another client secret or public address. Rejects with `AppDown`. */
  async startAnew(persona: PersonaId, { clientSecret, url }: StartAnew): Promise<void> {
    const env = this.personas[persona];
    const redirectUri = url ? movedTo(url, env.redirectUri) : env.redirectUri;
    const changed = { ...env, redirectUri, ...(clientSecret !== undefined && { clientSecret }) };
    if (clientSecret !== undefined) this.#otherSecrets.add(clientSecret);
    this.#anew = { url: url ?? this.url, personas: { ...this.personas, [persona]: changed } };
    await this.down();
    this.#process = await AppPrograms.start(this.#start());
  }

  /** Undoes `startAnew`: the app stops, and `up` starts it as it was. */
  async asBefore(): Promise<void> {
    if (!this.#anew) return;
    this.#anew = undefined;
    await this.down();
  }

  /** What the app keeps in its files, as `storage` of the config says. */
  async storedFiles(): Promise<readonly StoredItem[]> {
    const { file } = this.app.verbs.storage ?? {};
    return file === undefined ? [] : readStored(this.#place.fill(file));
  }

  /** Stops the app; `up` starts it again. A server ends sooner when nobody is connected to it. */
  async down(): Promise<void> {
    await this.connections.close();
    await this.#process?.stop();
    this.#process = undefined;
  }

  async close(): Promise<void> {
    await this.down();
    await this.#connection.close();
    await this.#smtp.close();
    await this.#place.close();
    await this.world[Symbol.asyncDispose]();
  }

  #start(): ProgramsStart {
    const { app, configDir, extraEnv, signal, onEvent } = this.#options;
    const onSpawn = (pid: number) => onEvent({ type: 'app-spawned', app: app.id, instance: this.id, pid });
    const [place, connection, output, values] = [this.#place, this.#connection, this.#output, this.envValues];
    return programsStartOf({ app, configDir, extraEnv, signal, onSpawn, place, connection, output, values });
  }
}
