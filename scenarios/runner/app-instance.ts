import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Lab, type LabSmtp, openSmtp, VENDORS } from '../../provider/index.ts';
import { LoginLabError, type PersonaId, type World } from '../../provider/model/index.ts';
import { redactText, Secrets } from '../../provider/wire/index.ts';
import { type ApiEnv, type App, type EnvValues, envIssues, type PersonaEnv, type StoredItem } from '../model/index.ts';
import type { ReachableSites } from '../person/index.ts';
import { AppConnection } from './app-connection.ts';
import { AppPlace } from './app-place.ts';
import { AppDown, type AppStart, probe } from './app-process.ts';
import { AppPrograms, type ProgramsStart } from './app-programs.ts';
import { registerClient } from './client-registration.ts';
import { openSecrets } from './exchanges.ts';
import { portOf } from './free-port.ts';
import { Output } from './output.ts';
import type { RunEvent } from './run-event.ts';
import { readStored } from './stored-files.ts';

type Texts = Readonly<Record<string, string>>;

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

/** Variables of our own environment that an app does not inherit: they would reveal the lab or change the app. */
const NOT_INHERITED = /^(?:LOGINLAB_|npm_|VITEST|MUTANT$|PORT$|NODE_ENV$)/;

const inheritedEnv = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name)));

/** One running instance of an app, and its world. */
export class AppInstance {
  readonly id: string;
  readonly app: App;
  readonly world: World;
  /** Base address of this instance. */
  readonly url: URL;
  readonly personas: Readonly<Record<PersonaId, PersonaEnv>>;
  /** Its own APIs behind the lab, by name. */
  readonly apis: Readonly<Record<string, ApiEnv>>;
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
  /** Every secret that this app was given or sent, in all results. */
  readonly #secrets = new Secrets();

  private constructor(
    options: AppInstanceOptions,
    connection: AppConnection,
    smtp: LabSmtp,
    place: AppPlace,
    { world, personas, apis }: Pick<AppInstance, 'world' | 'personas' | 'apis'>,
  ) {
    this.#connection = connection;
    this.#smtp = smtp;
    this.id = options.id;
    this.app = options.app;
    this.world = world;
    this.url = place.url;
    this.personas = personas;
    this.apis = apis;
    this.#place = place;
    this.#options = options;
  }

  /** Makes a world and registers the app in it. `up` starts the app. */
  static async open(options: AppInstanceOptions): Promise<AppInstance> {
    const { app, lab } = options;
    const place = await AppPlace.open(app);
    const callback = { place, elsewhere: app.redirectUri && place.fill(app.redirectUri) };
    const world = await lab.world();
    const envs: [string, PersonaEnv][] = [];
    for (const persona of app.personas) envs.push([persona, await registerClient(world, persona as PersonaId, app, callback)]);
    const personas = Object.fromEntries(envs) as Record<PersonaId, PersonaEnv>;
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
    const status = await probe(new URL(this.app.ready, this.url), CUT_OFF_MS);
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
    const status = await probe(new URL(this.app.ready, this.url), withinMs);
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
    return { app: this.url, callback, personas };
  }

  /** The secret of this app's client at a persona, where it has one. */
  secretsOf(persona: PersonaId): readonly string[] {
    return [this.personas[persona].clientSecret].filter(Boolean);
  }

  /** Ordinals for a result; every client secret is known, at whichever persona it turns up. */
  openSecrets(): Secrets {
    const clientSecrets = Object.values(this.personas).map(({ clientSecret }) => clientSecret);
    return openSecrets(clientSecrets.filter(Boolean), this.#secrets);
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

  /** What the app keeps in its files, as `storage` of the config says. */
  async storedFiles(): Promise<readonly StoredItem[]> {
    const { file } = this.app.verbs.storage ?? {};
    return file === undefined ? [] : readStored(this.#place.fill(file));
  }

  /** Stops the app; `up` starts it again. */
  async down(): Promise<void> {
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
    const { url, ports } = this.#place;
    const env = this.#askForEnv();
    const copies = ports.map((port) => this.#programAt(port, env));
    return { apis: this.#apiStarts(env), copies, front: ports.length > 1 ? url : undefined };
  }

  #programAt(port: number, env: Texts): AppStart {
    const { app, configDir } = this.#options;
    const base = new URL(this.url);
    base.port = String(port);
    return {
      ...this.#shared(),
      id: app.id,
      command: this.#place.fill(app.command, port),
      cwd: folderOf(app, configDir),
      env: this.#env(port, env),
      ready: new URL(app.ready, base),
    };
  }

  #apiStarts(env: Texts): readonly AppStart[] {
    const { app, configDir } = this.#options;
    return app.apis.flatMap(({ as, command, cwd = app.cwd, url, ready }) => {
      if (command === undefined) return [];
      const base = new URL(this.#place.fill(url));
      const program = { id: `"${as}"`, command: this.#place.fill(command), cwd: folderOf({ id: app.id, cwd }, configDir) };
      return [{ ...this.#shared(), ...program, env: this.#env(portOf(base), env), ready: new URL(ready, base) }];
    });
  }

  #shared(): Pick<AppStart, 'readyWithinSeconds' | 'output' | 'signal' | 'onSpawn'> {
    const { app, signal, onEvent } = this.#options;
    const onSpawn = (pid: number) => onEvent({ type: 'app-spawned', app: app.id, instance: this.id, pid });
    return { readyWithinSeconds: app.readyWithinSeconds, output: this.#output, signal, onSpawn };
  }

  #env(port: number, own: Texts): Readonly<Record<string, string | undefined>> {
    const filled = Object.entries(own).map(([name, value]) => [name, this.#place.fill(value, port)] as const);
    const env = { ...inheritedEnv(), PORT: String(port), ...Object.fromEntries(filled), ...this.#options.extraEnv };
    return { ...env, ...this.#connection.variables(env) };
  }

  #askForEnv(): Texts {
    const env = this.#callEnv();
    const [wrong] = envIssues(env);
    if (wrong) {
      const message = `The function "env" of the app "${this.app.id}" returned ${wrong.found}${wrong.name && ` for ${wrong.name}`}; a text was expected.`;
      throw new LoginLabError('config', message, { field: `env${wrong.name && `.${wrong.name}`}` });
    }
    return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
  }

  #callEnv(): Texts {
    const { app } = this.#options;
    try {
      return app.env(this.envValues);
    } catch (cause) {
      throw new LoginLabError(
        'config',
        `The function "env" of the app "${app.id}" failed: ${cause instanceof Error ? cause.message : cause}. It gets ${app.personas.join(', ')}.`,
        { cause, field: 'env' },
      );
    }
  }
}

/** A program cannot be started in a folder that is not there, and the system would blame the shell. */
const folderOf = ({ id, cwd = '.' }: Pick<App, 'id' | 'cwd'>, configDir: string): string => {
  const folder = resolve(configDir, cwd);
  if (existsSync(folder)) return folder;
  throw new LoginLabError('config', `The app "${id}" is to start in ${folder}, but there is no such folder.`, { field: 'cwd' });
};
