/** How a world treats the rows of one kind. */
export interface RowKind {
  /** Name in the store: `AccessToken`. */
  readonly kind: string;
  /**
   * Every member in epoch seconds. Ageing shifts all of them on read, so one that is missing here stays young: a test
   * writes a row of each kind and fails for any present-day number that is not listed.
   */
  readonly epochFields: readonly string[];
  /** Members that a row of a snapshot must have. */
  readonly required?: { readonly texts: readonly string[]; readonly epochSeconds: readonly string[] };
  /** `dies`: what comes back after a reset is recognised as stale; `forgotten`; `stays`. */
  readonly atReset: 'dies' | 'forgotten' | 'stays';
  /** Dies with the account of its person. */
  readonly endsWithAccount?: true;
  /** Its secret, for the wire log, which then knows it from birth: the id, or a member. */
  readonly secret?: { readonly name: string; readonly member?: string };
}

/** Members of a row, by what the list of tokens tells of it. */
export interface ListedMembers {
  readonly sub: string;
  readonly clientId: string;
  /** A text with spaces between the scopes. */
  readonly scopes: string;
  readonly issuedAtEpochSeconds: string;
  /** May be missing from a row: it never expires. */
  readonly expiresAtEpochSeconds: string;
  /** Names the row of kind `Grant` with which it dies. */
  readonly grantId?: string;
}

/** Rows that are credentials: the id of a row is the credential itself. */
export interface CredentialRow extends RowKind {
  readonly members: ListedMembers;
  /** It is the session of a browser: listed and ended as one, too. */
  readonly isSession?: true;
  /** What it means that one was used up; `consumed` when left out. */
  readonly usedUp?: 'consumed' | 'rotated-out';
}

/** One kind of secret that travels between an app, its users and a vendor. */
export interface CredentialKind {
  /** As the wire log writes it: `access-token` in `access-token#2`. */
  readonly name: string;
  /** Parameters, members, inputs and claims that hold one; `_`, `-` and the case of letters make no difference. */
  readonly names?: readonly string[];
  /** Request headers that hold one and nothing else, in lower case. */
  readonly headers?: readonly string[];
  /** Cookies that hold one; any other cookie is a `session-cookie`. */
  readonly cookies?: readonly string[];
  /** Values that stand under such a name and keep no secret. */
  readonly unless?: RegExp;
  /** How a world remembers those that it issued; they can be listed and ended, and the wire log knows them from birth. */
  readonly row?: CredentialRow;
}

/** Members of the rows that `ports.credentials` writes. */
export const PLAIN_MEMBERS = {
  sub: 'sub',
  clientId: 'clientId',
  scopes: 'scope',
  issuedAtEpochSeconds: 'issuedAtEpochSeconds',
  expiresAtEpochSeconds: 'expiresAtEpochSeconds',
} as const satisfies ListedMembers;

/** Rows of a persona's own credentials, as `ports.credentials` writes them. */
export const credentialRow = (kind: string, more: Partial<Omit<CredentialRow, 'kind' | 'members'>> = {}): CredentialRow => ({
  kind,
  epochFields: [PLAIN_MEMBERS.issuedAtEpochSeconds, PLAIN_MEMBERS.expiresAtEpochSeconds],
  required: { texts: [], epochSeconds: [PLAIN_MEMBERS.issuedAtEpochSeconds] },
  atReset: 'dies',
  endsWithAccount: true,
  members: PLAIN_MEMBERS,
  ...more,
});
