/** What a variable of an app stands for. `appSecret`: a key of the app's own, such as for its sessions. */
export type VariableRole =
  | 'issuer'
  | 'clientId'
  | 'clientSecret'
  | 'redirectUri'
  | 'appAddress'
  | 'appSecret'
  | { readonly text: string };

/** A library that names its variables and makes its routes itself. No source of the app shows them. */
export interface LibraryClues {
  readonly package: string;
  readonly variables: Readonly<Record<string, VariableRole>>;
  /** Paths of its routes, all for GET. */
  readonly routes: Readonly<Partial<Record<'signIn' | 'whoAmI' | 'signOut' | 'callback', string>>>;
}

/** How the sources of an app show that it offers a provider. */
export interface SourceClues {
  /** Occurs in the sources, or as a package. */
  readonly sources: RegExp;
  /** Fits the names of its environment variables. */
  readonly variables: RegExp;
  /** Packages that are clients of this provider only. */
  readonly libraries: readonly string[];
  /** A call to its APIs for the person. */
  readonly apiCalls: RegExp;
  /** A client id, where its form tells it. */
  readonly clientId?: RegExp;
  /** Variables that mean something of their own at this provider. The first that fits counts. */
  readonly roles?: readonly { readonly name: RegExp; readonly role: VariableRole }[];
  readonly libraryClues?: readonly LibraryClues[];
}
