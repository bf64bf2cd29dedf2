import type { Behaviour } from './behaviour.ts';
import type { ClientSituation, RightStep } from './clock.ts';
import type { AbsentAddress } from './gap.ts';
import type { LabRequest, Reply } from './http.ts';
import type { Client, ConsentRequest, Person } from './people.ts';
import type { Ports } from './ports.ts';
import type { Registration } from './registration.ts';
import type { Route } from './route.ts';
import type { RowCatalogue, RowCoverage } from './row.ts';
import type { ClientInput } from './world.ts';

/** The OAuth part of a persona. A persona without it has no engine, tokens or keys. */
export interface OauthPart {
  /** The vendor's own issuer. For a vendor with tenants: that of the main host. */
  readonly issuer: string;
  /** Returns the host of the tenant that a client belongs to. Default: the one of the address in use. */
  tenantOf?(client: Client): string | undefined;
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
  /** Returns the `sub` of a person for a client. Default: the person's subject. */
  accountId?(person: Person, client: Client): string;
  /** Returns the claims about a person. */
  claims(person: Person): Readonly<Record<string, unknown>>;
  /** Parameters of an authorization request that issues every kind of token. Used for tokens without a login. */
  readonly mintParams?: Readonly<Record<string, string>>;
  /** Default scopes of tokens without a login. Default: `openid email profile`. */
  readonly mintScope?: string;
  /** Templates for id and secret of a new client. `{digits:12}`, `{lower:32}`, `{text:28}` and `{hex:32}` become random characters. */
  readonly credentials: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Installed apps get no secret; elsewhere they have one that they cannot keep. */
    readonly installedAppsArePublic?: true;
  };
  /** Returns the key of a consent, besides the person. Default: the client id. */
  consentKey?(request: ConsentRequest): string;
}

/** The implementation of a persona: its behaviours and routes. */
export interface PersonaParts {
  /** Name of the session cookie. */
  readonly browserCookie?: string;
  /** The session cookie is sent from frames and forms of other sites, too: `SameSite=None; Secure`. Browsers keep it on loopback. */
  readonly hasCrossSiteCookie?: true;
  /** Domain of the session cookie at the vendor's own hosts, if several hosts share it. */
  readonly cookieDomain?: string;
  readonly registration?: Registration;
  /** The client that every new world has. */
  readonly defaultClient?: (address: string) => ClientInput;
  readonly oauth?: OauthPart;
  readonly routes: readonly Route[];
  /** In order of evaluation. */
  readonly behaviours: readonly Behaviour[];
  /** The requirements of the persona. */
  readonly rows?: RowCatalogue;
  /** Coverage of the rows that no behaviour names. */
  readonly coverage?: Readonly<Record<string, RowCoverage>>;
  /** Returns what a right client does next for one person. Default: redirects to the authorization endpoint. */
  nextStep?(situation: ClientSituation): RightStep;
  /** What must be done before another sign-in of this person brings what the first one brought; a clause. */
  beforeNextLogin?(situation: ClientSituation): string | undefined;
  /** What the vendor does not have either. Every other address without a route is a gap of the lab. */
  readonly absent?: readonly AbsentAddress[];
  /** The vendor's refusal at an address that the lab does not serve, if one of its first checks fails: no credential, an unknown client. */
  refuseUnserved?(request: LabRequest, ports: Ports): Promise<Reply | undefined>;
  /** The response at an address that the vendor does not have. */
  unrouted(request: LabRequest, ports?: Ports): Reply | Promise<Reply>;
  /** The response to a body that is too large, and to bytes that are not HTTP. */
  malformed(status: 400 | 413): Reply;
}

/** Declares the implementation of a persona. */
export const definePersona = <P extends PersonaParts>(parts: P): P => parts;
