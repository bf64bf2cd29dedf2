/** What the steps of the authorization endpoint work with, and what each vendor brings to them. */
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
import type { Interaction } from '../interactions.ts';
import type { Parameters } from '../parameters.ts';
import type { Step } from '../steps.ts';

type Params = Readonly<Record<string, string>>;

/** The request that is refused. */
export interface Refused {
  /** As the app sent it. */
  readonly params: Params;
  readonly client?: Client;
  readonly redirectUriFits: boolean;
}

/** An authorization request, read once; its client and its redirect URI found and judged once. */
export interface ResolvedAuthorization {
  readonly vendor: AuthorizationVendor;
  readonly request: LabRequest;
  readonly ports: Ports;
  readonly flow: string;
  /** As the app sent it. */
  readonly sent: Params;
  /** As the vendor judges it: as sent, or as the protocol takes it. */
  readonly params: Params;
  readonly client?: Client;
  readonly redirectUri: { readonly value: string; readonly fits: boolean };
  /** What the protocol has against the request before it looks at its client. */
  readonly failure?: OauthFailure;
  /** What a registration would put right. */
  readonly reason?: RefusalReason;
}

/** What a person has decided about a request, and whether the consent page is due all the same. */
export interface Consent {
  /** Scopes that the page asks about. */
  readonly asking: readonly string[];
  /** Scopes that count as granted without being asked about. */
  readonly kept: readonly string[];
  /** Granted to this client before, and covered by the new tokens besides what is asked. */
  readonly more: readonly string[];
  readonly granted: readonly string[];
  readonly declined: readonly string[];
  readonly show: boolean;
}

/** An authorization under way, and what the steps have found so far. */
export interface Authorization {
  readonly vendor: AuthorizationVendor;
  readonly request: LabRequest;
  readonly ports: Ports;
  readonly interaction: Interaction;
  readonly client: Client;
  /** Accounts that are signed in, in this browser. */
  readonly accounts: readonly SignedIn[];
  /** The account that answers. */
  signedIn?: SignedIn | undefined;
  consent?: Consent;
  /** What the engine said. */
  answer?: AuthAnswer;
}

/** Pages that a person meets on the way. */
export interface AuthorizationPages {
  /** Asks who is there. */
  signIn(authorization: Authorization): Promise<Reply> | Reply;
  /** Asks for permission, about the scopes in `asking`. */
  consent(interaction: Interaction, client: Client, person: Person, ports: Ports): Promise<Reply>;
  /** Answers a form of a login that the lab no longer knows. */
  expired(ports: Ports): Reply;
  /** A refusal in the vendor's words, wherever the vendor tells it. */
  refused(refusal: AuthorizeRefusal, about: Refused, ports: Ports): Reply;
  /** What the plain engine does with a request that cannot be answered by a redirect: it says so on the spot. */
  refusedPlainly(failure: OauthFailure, ports: Ports): Reply;
}

/** What differs between vendors at the authorization endpoint and on its pages. */
export interface AuthorizationVendor {
  readonly title: string;
  readonly knownScopes: ReadonlySet<string>;
  /** The vendor's own addresses, from which its forms come. */
  readonly origins: readonly string[];
  readonly read: (request: LabRequest) => Parameters;
  /** The client that a request names, before it is translated. */
  readonly clientIdOf: (params: Params) => string | undefined;
  /** Whether the vendor looks for faults in the request as it was sent, or in what the protocol is asked. */
  readonly judges: 'as-sent' | 'translated';
  /** What is remembered of a request with the login, besides its parameters. */
  readonly remembers: (resolved: ResolvedAuthorization) => Params;
  /** `prompt=select_account` is a question of the vendor's own page, not of the protocol. */
  readonly hasAccountChooser: boolean;
  readonly consent: {
    /** Scopes that the page asks about, of those asked and those not granted yet. */
    readonly asks: (asked: readonly string[], missing: readonly string[]) => readonly string[];
    /** Scopes that were declined are not forgotten. */
    readonly remembersDeclined: boolean;
    /** To allow nothing is to refuse. */
    readonly nothingIsDenial: boolean;
    /** Seconds of the permission, when the person set an end to it on the page. */
    readonly limitSeconds?: (form: Params) => number | undefined;
  };
  /** Origin of the window that waits for the answer to be posted to it; undefined for any other redirect URI. */
  readonly windowOrigin?: (redirectUri: string) => string | undefined;
  readonly pages: AuthorizationPages;
  /** What is looked at when a request arrives. */
  readonly arrival: readonly Step<ResolvedAuthorization>[];
  /** What happens then, and again after each page. */
  readonly login: readonly Step<Authorization>[];
}
