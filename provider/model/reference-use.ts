import type { RegistrationSettings } from './registration.ts';
import type { Source } from './source.ts';

type Texts = Readonly<Record<string, string>>;

/** A request of a client. `{clientId}`, `{clientSecret}`, `{home}`, `{accessToken}`, `{refreshToken}`, `{foreignToken}`, `{email}` and `{sub}` are filled in. */
export interface ReferenceCall {
  readonly method: string;
  readonly url: string;
  readonly query?: Texts;
  readonly form?: Texts;
  readonly json?: Texts;
  /** Sends the access token. */
  readonly bearer?: true;
  /** Sends a token of the app itself instead, which such a form brings. */
  readonly ownToken?: Texts;
}

/** A registration other than the usual one, and when a client has it. */
export interface ReferenceVariant {
  readonly changes: RegistrationSettings;
  /** A clause for the head of its column. */
  readonly note: string;
}

/** How a client that follows the vendor's documentation uses the vendor: what `compare` plays its stories with. */
export interface ReferenceUse {
  /** The vendor's page about signing in. Absent: there is no vendor, and what no behaviour decides has no source. */
  readonly docs?: string;
  /** What every registration has besides that of the persona's usual client. */
  readonly registration?: RegistrationSettings;
  /** Where apps ask for the password themselves: the behaviour that lets them. */
  readonly withoutPages?: string;
  /** Where browsers are sent. Absent where apps ask for the password themselves. */
  readonly authorize?: {
    readonly url: string;
    /** Parameters of every request. */
    readonly params?: Texts;
    readonly scope: string;
    /** Asks for access while the person is away. */
    readonly offline: Texts;
    /** Asks for consent although it was given. */
    readonly consentAgain?: Texts;
    /** Shows no page. Absent: the vendor has no such request. */
    readonly silent?: Texts;
    /** A scope that is asked for later. */
    readonly more: string;
    /** Asks for the scope `more` alone: the vendor adds what was granted before. Absent: the app asks for everything again. */
    readonly combine?: Texts;
    /** Why a login brings no e-mail address, in a clause; with the scopes that it asks for, where every account has one. */
    readonly withoutEmail?: { readonly scope?: string; readonly why: string };
    /** A clause about what the lab shows otherwise, on a consent page with check boxes. */
    readonly simplified?: string;
    /** A clause about what the vendor says when its login is unavailable. */
    readonly unavailable?: string;
    /** The scope that a person declines, if single ones can be declined: the API or the call about the person shows it. */
    readonly declinable?: string;
  };
  readonly token: { readonly url: string; readonly method: 'GET' | 'POST' };
  /** The resource that the stories call with the access token. */
  readonly api: ReferenceCall;
  /** Says who the person is. */
  readonly identity: ReferenceCall;
  /** Ends the session. `browser`: the browser is sent there; otherwise the app calls it. `note`: what it is, where it is no logout of an app. */
  readonly logout: ReferenceCall & { readonly browser?: true; readonly note?: string };
  /** How all access is ended, and how that is told. Absent: on the vendor's page of connected apps. */
  readonly removesAccess?: ReferenceCall & { readonly told: string };
  /** Asks which app a token is for, and the member of the answer that says it. */
  readonly owner?: ReferenceCall & { readonly member: string };
  /** A clause, where no endpoint answers that: what an app can do instead. */
  readonly withoutOwner?: string;
  /** Asks for an account without an e-mail address. Absent: apps make no accounts at the vendor. */
  readonly registersWithoutEmail?: ReferenceCall;
  /** Client id of another app, as the vendor writes them. */
  readonly otherClientId: string;
  /** Consent is asked for. Absent: it always is. */
  readonly asked?: ReferenceVariant;
  /** Refresh tokens are rotated. Absent: the vendor decides that, and the client cannot. */
  readonly rotating?: ReferenceVariant;
  /**
   * Rows of the catalogue for cells of `compare`. `FACT`: if no behaviour decides it. `STORY/FACT`, `STORY/STEP/FACT`: besides
   * the behaviours, or in place of what a behaviour says of the same row. `STORY/cannot`: for a step that the vendor does not have.
   */
  readonly said?: Readonly<Record<string, readonly Source[]>>;
}
