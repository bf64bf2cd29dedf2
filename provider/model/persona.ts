import type { Behaviour } from './behaviour.ts';
import type { EndpointName } from './endpoint.ts';
import type { LabRequest, Reply } from './http.ts';
import type { PersonaId } from './ids.ts';
import type { Client, Person } from './people.ts';
import type { Ports } from './ports.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** One address of a vendor. `path` may hold `:name` segments. */
export interface Route {
  readonly endpoint: EndpointName;
  readonly host: string;
  /** Other hosts on which the same path is the same address. */
  readonly alsoAt?: readonly string[];
  /** `ANY` lets the handler answer wrong methods as the vendor does. */
  readonly method: Method | 'ANY';
  readonly path: string;
  handle(request: RoutedRequest, ports: Ports): Promise<Reply> | Reply;
}

/** A request together with the `:name` segments of its path, decoded. */
export interface RoutedRequest extends LabRequest {
  readonly path: Readonly<Record<string, string>>;
}

/** Declares a route. */
export const defineRoute = (route: Route): Route => route;

/** A provider that the lab imitates: data, a list of behaviours, and routes. */
export interface Persona {
  readonly id: PersonaId;
  readonly title: string;
  /** The vendor's own issuer. */
  readonly issuer: string;
  /** Host in front when a client is told one address only; its paths are the local ones. */
  readonly hosts: readonly string[];
  /** Hosts that answer over plain http too, if only to say no. */
  readonly plainHosts?: readonly string[];
  /** Name of the browser cookie that holds the persona's sign-in. */
  readonly browserCookie: string;
  /** Domain of that cookie at the vendor's own hosts, where several of them share it. */
  readonly cookieDomain?: string;
  readonly engine: {
    readonly scopes: readonly string[];
    /** Claims of the plain engine, by scope. */
    readonly claims: Readonly<Record<string, readonly string[]>>;
    /** Lifetimes of the plain engine in seconds. */
    readonly lifetimeSeconds: {
      readonly accessToken: number;
      readonly refreshToken: number;
      readonly code: number;
      readonly idToken: number;
      readonly session: number;
    };
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
  /** What consents are remembered by, besides the person; default: the client's project. */
  readonly consentKey?: (client: Client) => string;
  /** A registered client that every world starts with. */
  readonly defaultClient: (address: string) => Omit<Client, 'persona'>;
  readonly routes: readonly Route[];
  /** In the order in which they speak. */
  readonly behaviours: readonly Behaviour[];
  /** What the vendor answers where no route fits. */
  unrouted(request: LabRequest, ports?: Ports): Reply;
  /** What the vendor answers to a body that is too large or a request that is not HTTP. */
  malformed(status: 400 | 413): Reply;
}

/** Declares a persona. */
export const definePersona = (persona: Persona): Persona => persona;
