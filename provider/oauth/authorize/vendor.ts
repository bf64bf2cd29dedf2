/** Inputs of the steps of the authorization endpoint, and the interface for vendors. */
import type {
  AuthAnswer,
  AuthorizeRefusal,
  Client,
  LabRequest,
  OauthFailure,
  Person,
  Ports,
  RefusalReason,
  Reply,
  SignedIn,
} from '../../model/index.ts';
import type { Answer } from '../authorization-response.ts';
import type { Interaction } from '../interactions.ts';
import type { Parameters } from '../parameters.ts';
import type { Step } from '../steps.ts';

type Params = Readonly<Record<string, string>>;

/** The refused request. */
export interface Refused {
  /** As the app sent it. */
  readonly params: Params;
  readonly client?: Client;
  readonly redirectUriFits: boolean;
}

/** A parsed authorization request, with its client and the check of its redirect URI. */
export interface ResolvedAuthorization {
  readonly vendor: AuthorizationVendor;
  readonly request: LabRequest;
  readonly ports: Ports;
  readonly flow: string;
  /** As the app sent it. */
  readonly sent: Params;
  /** As the vendor checks it: as sent, or as the engine gets it. */
  readonly params: Params;
  readonly client?: Client;
  readonly redirectUri: { readonly value: string; readonly fits: boolean };
  /** Error of the engine before it looks up the client. */
  readonly failure?: OauthFailure;
  /** The problem that a registration would fix. */
  readonly reason?: RefusalReason;
}

/** The decisions of a person about a request, and whether the consent page is required. */
export interface Consent {
  /** Scopes that the consent page asks for. */
  readonly asking: readonly string[];
  /** Scopes that are granted without a question. */
  readonly kept: readonly string[];
  /** Earlier granted scopes that the new tokens cover besides the requested ones. */
  readonly more: readonly string[];
  readonly granted: readonly string[];
  readonly declined: readonly string[];
  readonly show: boolean;
}

/** An authorization in progress, with the results of the steps so far. */
export interface Authorization {
  readonly vendor: AuthorizationVendor;
  readonly request: LabRequest;
  readonly ports: Ports;
  /** A step may add what the browser's session tells of the login. */
  interaction: Interaction;
  readonly client: Client;
  /** Signed-in accounts of this browser. */
  readonly accounts: readonly SignedIn[];
  /** The selected account. */
  signedIn?: SignedIn | undefined;
  consent?: Consent;
  /** The answer of the engine. */
  answer?: AuthAnswer;
}

/** Pages of a login. */
export interface AuthorizationPages {
  /** Shows the sign-in page. */
  signIn(authorization: Authorization): Promise<Reply> | Reply;
  /** Shows the consent page for the scopes in `asking`. */
  consent(interaction: Interaction, client: Client, person: Person, ports: Ports): Promise<Reply>;
  /** Answers a form of an expired interaction. */
  expired(ports: Ports): Reply;
  /** The vendor's refusal: a page, or a redirect to the app. */
  refused(refusal: AuthorizeRefusal, about: Refused, ports: Ports): Reply;
  /** The plain engine's response to a request that cannot be answered by redirect. */
  refusedPlainly(failure: OauthFailure, ports: Ports): Reply;
}

/** The differences between vendors at the authorization endpoint and on its pages. */
export interface AuthorizationVendor {
  readonly title: string;
  readonly knownScopes: ReadonlySet<string>;
  /** The vendor's own URLs of its forms. */
  readonly origins: readonly string[];
  readonly read: (request: LabRequest) => Parameters;
  /** Returns the client id of a request before behaviours translate it. */
  readonly clientIdOf: (params: Params) => string | undefined;
  /** Whether the vendor validates the request as sent, or as the engine gets it. */
  readonly judges: 'as-sent' | 'translated';
  /** Values of a request that are stored with the login, besides its parameters. */
  readonly remembers: (resolved: ResolvedAuthorization) => Params;
  /** True if the vendor's page handles `prompt=select_account`, not the engine. */
  readonly hasAccountChooser: boolean;
  readonly consent: {
    /** Returns the scopes that the page asks for, from the requested and the missing ones. */
    readonly asks: (asked: readonly string[], missing: readonly string[]) => readonly string[];
    /** True if declined scopes are stored. */
    readonly remembersDeclined: boolean;
    /** True if granting no scope counts as denial. */
    readonly nothingIsDenial: boolean;
    /** Returns the lifetime of the permission in seconds, if the person chose one on the page. */
    readonly limitSeconds?: (form: Params) => number | undefined;
  };
  /** Returns the API (resource, audience) that a request names. Default: none. */
  readonly resourceOf?: (params: Params) => string | undefined;
  /** Returns the origin of the window for a post message answer. Undefined for any other redirect URI. */
  readonly windowOrigin?: (redirectUri: string) => string | undefined;
  /** Renders a post message answer in the vendor's own way. Default: for the window that opened this one. */
  readonly messagePage?: (
    message: Answer,
    outcome: { readonly interaction: Interaction; readonly client: Client },
    ports: Ports,
  ) => Reply;
  readonly pages: AuthorizationPages;
  /** Steps when a request arrives. */
  readonly arrival: readonly Step<ResolvedAuthorization>[];
  /** Further steps, which run again after each page. */
  readonly login: readonly Step<Authorization>[];
}
