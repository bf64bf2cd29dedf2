/** What can go wrong for the person at the keyboard. Wire errors are another family: they belong to the personas. */
export type ErrorCode =
  | 'usage' // a command line, config or API argument is wrong; exit 2
  | 'config' // a file of the user's does not parse or does not fit; exit 2
  | 'unknown-id' // a persona, scenario, behaviour … that does not exist; exit 2
  | 'port-taken' // exit 3
  | 'clock-not-held' // clock.shift with a client that nobody can shift; 409
  | 'too-many' // a bound of the lab is reached; 429
  | 'world-gone' // a world that was disposed, dropped or never existed; 404
  | 'lab-unreachable' // a control call could not reach its lab; exit 3
  | 'unsupported' // the lab cannot do this for the thing named
  | 'internal'; // ours; exit 3

/**
 * An error for the developer. The message answers four questions in order: what we were doing, what was
 * expected, what was found, what to do now.
 */
export class LoginLabError extends Error {
  override readonly name = 'LoginLabError';
  readonly code: ErrorCode;
  /** Path of the value that is wrong, as the user wrote it: `apps[0].verbs.signIn`. */
  readonly field: string | undefined;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { readonly field?: string }) {
    super(message, options);
    this.code = code;
    this.field = options?.field;
  }
}
