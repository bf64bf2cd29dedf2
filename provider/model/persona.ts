import type { Behaviour } from './behaviour.ts';
import type { EndpointName } from './endpoint.ts';
import { LoginLabError } from './errors.ts';
import type { LabRequest, Reply } from './http.ts';
import type { Client, ConsentRequest, Person } from './people.ts';
import type { Ports } from './ports.ts';
import type { Registration } from './registration.ts';
import type { RowCatalogue, RowCoverage } from './row.ts';
import type { Vendor } from './vendor.ts';
import type { ClientInput } from './world.ts';

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

/** A provider that the lab imitates: what it declares of its vendor, and what answers in its place. */
export interface Persona extends Omit<Vendor, 'load'>, PersonaParts {}

/** A persona that speaks OAuth. */
export interface OauthPersona extends Persona {
  readonly oauth: OauthPart;
}

/** Declares what answers in a vendor's place. */
export const definePersona = <P extends PersonaParts>(parts: P): P => parts;

/** Whether a persona speaks OAuth. */
export const speaksOauth = (persona: Persona): persona is OauthPersona => persona.oauth !== undefined;

/** The OAuth part of a persona. Throws `unsupported` where it has none. */
export const oauthOf = ({ title, oauth }: Pick<Persona, 'title' | 'oauth'>): OauthPart => {
  if (oauth) return oauth;
  throw new LoginLabError('unsupported', `${title} is no OAuth provider here: it has no issuer, no tokens to mint and no keys.`);
};

/** What a consent is remembered by; for a client that has no request at hand, by what it asks for when it asks for nothing. */
export const consentKeyOf = (
  { oauth }: Pick<Persona, 'oauth'>,
  { client, params = {}, scopes = [] }: Pick<ConsentRequest, 'client'> & Partial<ConsentRequest>,
): string => oauth?.consentKey?.({ client, params, scopes }) ?? client.clientId;
