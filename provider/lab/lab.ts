/** What a lab is opened with, and what its user gets. */
import type {
  Exchange,
  Gap,
  GapAnswer,
  MailScan,
  PersonaId,
  StoryPlayer,
  Suggestion,
  TrafficFinding,
  World,
} from '../model/index.ts';
import type { CredentialsFor } from '../pipeline/index.ts';
import type { ConsoleOptions, ConsolePort } from './console-port.ts';

export interface LabOptions {
  /** Ids of the personas. Default: all. */
  readonly personas?: readonly PersonaId[];
  /** Hosts at which a tenant of a vendor answers besides the vendor's own (custom domains), by host. */
  readonly domains?: Readonly<Record<string, PersonaId>>;
  /** Default 0: any free port. */
  readonly port?: number;
  /**
   * Another address to listen on besides loopback (`0.0.0.0`: all addresses). Anyone who reaches it can sign in as any
   * person. The control API then requires a token.
   */
  readonly host?: string;
  /** Token of the control API, at least 8 visible ASCII characters. Default: random if `host` is given, else none. */
  readonly token?: string | undefined;
  /** Personas are served over TLS, at `https://localhost:4400`, by these credentials. Plain HTTP stays, for control API and proxies. */
  readonly https?: CredentialsFor | undefined;
  /** Apps use the vendors' own addresses: offered registrations have the vendor's issuer. Default false: only after such a request. */
  readonly unmodifiedApps?: boolean;
  /** Error pages offer to register the refused client. Default false. Never beyond loopback. */
  readonly hints?: boolean;
  /** Called with every refused client or redirect URI that can be registered, and whether the error page has a button for it. */
  readonly onSuggestion?: (suggestion: Suggestion, hasButton: boolean) => void;
  /** How every world answers what the lab does not serve, unless its setting `lab/gaps` says otherwise. Default `lab`. */
  readonly gaps?: GapAnswer;
  /** How a mail scanner opens links before people do, unless the setting `lab/mail-scanner` of a world says otherwise. Default `off`. */
  readonly mailScanner?: MailScan;
  /** A design of a persona, for every world unless its settings say otherwise: `sessions`. Default: none. */
  readonly design?: string | undefined;
  /**
   * Secrets of the wire log get their names (`code#1`) as the traffic comes, and keep them beyond a reset. False: when somebody
   * reads the log without `reveal`, which spares the work where nobody does. Default true.
   */
  readonly namesAhead?: boolean;
  /** Called with every request that the lab does not serve. */
  readonly onGap?: (gap: Gap) => void;
  /** Called with every error that is the lab's own; default: printed to stderr. */
  readonly onFailure?: (error: unknown) => void;
  /** Checks the traffic for `world.findings()`: revealed exchanges, oldest first, without stale ones. */
  readonly findings?: (exchanges: readonly Exchange[]) => readonly TrafficFinding[] | Promise<readonly TrafficFinding[]>;
  /** Guided tours of the console. They end with the lab. Default: none. */
  readonly stories?: StoryPlayer;
}

/** A lab: one listener, one default world, and any number of isolated worlds. */
export interface Lab extends AsyncDisposable {
  /** `http://localhost:4400` */
  readonly url: string;
  readonly port: number;
  /** Bearer token of the control API. Absent on loopback. */
  readonly token?: string;
  readonly personas: readonly PersonaId[];
  /** The imitated hosts of the vendors: `accounts.google.com`. */
  readonly hosts: readonly string[];
  readonly default: World;
  /** Opens an isolated world. It ends with its `Symbol.asyncDispose`, with the lab, or after an hour without use. */
  world(): Promise<World>;
  /**
   * Answers without a socket: a URL below `url`, or a vendor's own (`https://oauth2.googleapis.com/token`).
   * Rejects with `TypeError` where the lab would drop the connection, as fetch does; a body that is cut short ends in an
   * error; an aborted `signal` ends the wait, and the exchange goes on. A vendor's own URL belongs to the default world, unless the header `x-loginlab-world` names another.
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Opens a port of its own for pages that may call the control API; it closes with the lab. */
  openConsole(options?: ConsoleOptions): Promise<ConsolePort>;
  close(): Promise<void>;
}
