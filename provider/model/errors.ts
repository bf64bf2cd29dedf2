/** Codes of errors for the developer. Errors in HTTP responses of a persona are unrelated to them. */
export type ErrorCode =
  | 'usage' // a command line, config or API argument is wrong; exit 2
  | 'config' // a file of the user has a syntax error or an invalid value; exit 2
  | 'unknown-id' // a persona, scenario, behaviour … that does not exist; exit 2
  | 'port-taken' // exit 3
  | 'clock-not-held' // clock.advance or clock.shift while no client follows the clock; 409
  | 'too-many' // a limit of the lab is reached; 429
  | 'world-gone' // a world that was disposed, dropped or never existed; 404
  | 'lab-unreachable' // a control call could not reach its lab; exit 3
  | 'unsupported' // the lab does not support this operation here
  | 'internal'; // a bug in Login Lab; exit 3

/**
 * An error for the developer. The message states in order: the operation, what was expected, what was found,
 * and what to do.
 */
export class LoginLabError extends Error {
  override readonly name = 'LoginLabError';
  readonly code: ErrorCode;
  /** Path of the wrong value, as the user wrote it: `apps[0].verbs.signIn`. */
  readonly field: string | undefined;
  /** More about the error, as data. The control API sends it along. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options?: ErrorOptions & { readonly field?: string; readonly details?: Readonly<Record<string, unknown>> },
  ) {
    super(message, options);
    this.code = code;
    this.field = options?.field;
    this.details = options?.details;
  }
}
