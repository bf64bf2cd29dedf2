import type { EndpointName } from './endpoint.ts';
import type { Exchange } from './exchange.ts';

/** How to read a vendor's traffic, where vendors differ. */
export interface ReadingConventions {
  /** Grant type that makes a new token of an old one. The parameter that holds the old one has the same name. */
  readonly renewalGrant: string;
  /** When clients renew: `use`: once the token is over · `login`: at once, for a dead token cannot be renewed. */
  readonly renewsAt: 'use' | 'login';
  /** Path of the vendor's own page on which a login in the web view of a program ends; the program reads its address. */
  readonly windowPage?: string;
  /** Errors come back in the query even where tokens come in the fragment. */
  readonly errorsInQuery: boolean;
  /** Endpoints other than APIs whose documentation puts a token or a secret into the address: there it is the vendor's choice. */
  readonly secretsInAddress: ReadonlySet<EndpointName>;
  /** How bad an access token in the address of an API call is. `SHOULD`: the vendor documents it so. */
  readonly tokenInAddress: 'MUST' | 'SHOULD';
  /** True for the answer of an API that takes the token for none, or for one that is over. */
  readonly refusesToken: (exchange: Exchange) => boolean;
  /** The scopes of a request, each in one spelling. */
  readonly scopesIn: (text: string) => readonly string[];
  /** True for an authorization request that asks once more for what the person has declined. */
  readonly asksAgain: (params: URLSearchParams) => boolean;
  /** True for an authorization request that makes the vendor let the person choose, or sign in anew. */
  readonly offersAccount: (params: URLSearchParams) => boolean;
}

/** An answer that a fault gives in the vendor's place. */
export interface InjectedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What a vendor answers in a certain case, for faults that bring it about. */
export interface VendorAnswers {
  /** An API to a token that is over: in full, and with what a client may not rely on left out. */
  readonly deadToken: { readonly full: InjectedAnswer; readonly bare: InjectedAnswer };
  /** An API to somebody who may not do this, with a good token. */
  readonly forbidden: { readonly person: InjectedAnswer; readonly policy: InjectedAnswer };
  /** A scope that the bundled apps do not ask for, and an API that wants it: naming it, and not. */
  readonly step: { readonly scope: string; readonly named: InjectedAnswer; readonly unnamed: InjectedAnswer };
  /** The token endpoint to a renewal. */
  readonly renewal: {
    readonly tokenIsOver: InjectedAnswer;
    readonly signInAnew: InjectedAnswer;
    readonly badRequest: InjectedAnswer;
    readonly badClient: InjectedAnswer;
  };
  /** Parameters with which the browser comes back when the vendor cannot, or for a reason that few clients know. */
  readonly callback: {
    readonly unavailable: Readonly<Record<string, string>>;
    readonly rare: Readonly<Record<string, string>>;
  };
}

/** One vendor's ways and answers. */
export interface VendorConventions extends ReadingConventions, VendorAnswers {}
