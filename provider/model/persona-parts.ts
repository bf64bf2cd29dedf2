import type { Behaviour } from './behaviour.ts';
import type { LabRequest, Reply } from './http.ts';
import type { Client, ConsentRequest, Person } from './people.ts';
import type { Ports } from './ports.ts';
import type { Registration } from './registration.ts';
import type { Route } from './route.ts';
import type { RowCatalogue, RowCoverage } from './row.ts';
import type { ClientInput } from './world.ts';

/** What only a persona that speaks OAuth has. Without it there is no engine, and nothing to mint or to publish. */
export interface OauthPart {
  /** The vendor's own issuer. */
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** Claims of the plain engine, by scope. */
  readonly claimsByScope: Readonly<Record<string, readonly string[]>>;
  /** Lifetimes of the plain engine in seconds. */
  readonly lifetimeSeconds: {
    readonly accessToken: number;
    readonly refreshToken: number;
    readonly code: number;
    readonly idToken: number;
    readonly session: number;
  };
  /** Id by which a client knows a person; the subject when left out. */
  accountId?(person: Person, client: Client): string;
  /** What the persona knows of a person, as claims. */
  claims(person: Person): Readonly<Record<string, unknown>>;
  /** Parameters of a vendor's request that brings every kind of token; for tokens made without a login. */
  readonly mintParams?: Readonly<Record<string, string>>;
  /** Scopes of tokens made without a login, when none are named; default: `openid email profile`. */
  readonly mintScope?: string;
  /** How id and secret of a new client look at the vendor; `{digits:12}`, `{lower:32}`, `{text:28}` and `{hex:32}` stand for random ones. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** What consents are remembered by, besides the person; default: the client id. */
  consentKey?(request: ConsentRequest): string;
}

/** What answers in a vendor's place: a list of behaviours, and routes. */
export interface PersonaParts {
  /** Name of the browser cookie that holds the persona's sign-in. */
  readonly browserCookie?: string;
  /** Domain of that cookie at the vendor's own hosts, where several of them share it. */
  readonly cookieDomain?: string;
  readonly registration?: Registration;
  /** A registered client that every world starts with. */
  readonly defaultClient?: (address: string) => ClientInput;
  readonly oauth?: OauthPart;
  readonly routes: readonly Route[];
  /** In the order in which they speak. */
  readonly behaviours: readonly Behaviour[];
  /** What is wanted of it, row by row. */
  readonly rows?: RowCatalogue;
  /** What holds the rows that no behaviour names. */
  readonly coverage?: Readonly<Record<string, RowCoverage>>;
  /** What the vendor answers where no route fits. */
  unrouted(request: LabRequest, ports?: Ports): Reply;
  /** What the vendor answers to a body that is too large or a request that is not HTTP. */
  malformed(status: 400 | 413): Reply;
}

/** Declares what answers in a vendor's place. */
export const definePersona = <P extends PersonaParts>(parts: P): P => parts;
