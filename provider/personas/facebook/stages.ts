import type { AuthorizeRefusal, Client, LabRequest, Person, StageTable, TokenState, VendorFailure } from '../../model/index.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** One call of a vendor's API, with all that speaks for and against it. */
export interface ApiCall {
  readonly api: string;
  /** The token is only looked at, as in an inspection: is it good at all? */
  readonly isInspected?: boolean;
  readonly method: string;
  /** The object that is asked for, as it stands in the path: `me`, an id. */
  readonly node: string;
  /** False over plain http. */
  readonly isSecure: boolean;
  /** Of address and body together. */
  readonly params: Params;
  /** The token as it was sent. */
  readonly sent?: string;
  readonly token: TokenState;
  /** Whom a token of the app itself names, and whether it is that app's. */
  readonly app?: { readonly clientId: string; readonly isGenuine: boolean };
  /** May the call be made by an app, or by nobody? A person with a token always may. */
  readonly openTo: 'person' | 'app' | 'nobody';
  readonly client?: Client;
  readonly person?: Person;
  /** Id by which the client knows the person. */
  readonly accountId?: string;
  /** Permissions that open the API, any one of them; none: it needs no more than a token. */
  readonly needed: readonly string[];
  /** What the person lets the app do today. */
  readonly granted: readonly string[];
  /** When the person last went through the vendor's pages for the client. */
  readonly lastLoginEpochSeconds?: number;
  readonly isOverQuota: boolean;
  readonly nowEpochSeconds: number;
  /** What turned out to be wrong with a call that was let in. */
  readonly problem?: { readonly kind: 'object' | 'field' | 'path' | 'parameter' | 'inspection' | 'app'; readonly what: string };
}

/** Moments of Facebook's own: its moving dialog, its kinds of tokens, its numbered errors. */
export interface FacebookStages {
  /** A vendor that sends the browser to another of its addresses first. */
  'authorize.move': { input: { params: Params; request: LabRequest }; decision: { to: string } };
  /** In which words a refusal is told. */
  'authorize.words': { input: { params: Params; refusal: AuthorizeRefusal }; decision: { refusal: AuthorizeRefusal } };
  /** How the browser gets to the page that asks who is there; nothing: it is shown on the spot. */
  'sign-in.show': {
    input: { params: Params; ticket: string; nextUrl: string; cancelUrl: string; client: Client };
    decision: { query: Params };
  };
  /** A way to a token that the protocol does not know, and what the vendor gives for it. `at`: where it is asked. */
  'token.grant': {
    input: { form: Params; at: 'token' | 'client-code' | 'authorize' };
    decision: { give: 'app-token' | 'longer-token' | 'code' };
  };
  /** How a token is described to an app that may know. `failure`: why it is good for nothing. */
  'token.inspection': {
    input: {
      token: TokenState;
      app?: ApiCall['app'];
      client?: Client;
      accountId?: string;
      granted: readonly string[];
      lastLoginEpochSeconds?: number;
      failure?: VendorFailure;
      plain: Json;
    };
    decision: { body: Json };
  };
  /** What a vendor with numbers of its own has against a call, though the protocol may have nothing; nothing: as RFC 6750 has it. */
  'api.failure': { input: ApiCall; decision: { failure: VendorFailure } };
}

/** How answers of several behaviours combine there. */
export const stages: StageTable<keyof FacebookStages> = {
  'authorize.move': { merge: 'first' },
  'authorize.words': { merge: 'first' },
  'sign-in.show': { merge: 'first' },
  'token.grant': { merge: 'first' },
  'token.inspection': { merge: 'first' },
  'api.failure': { merge: 'first', refuses: true },
};
