/** A call that the Management API refuses. `errorCode` is missing on some. */
export class ManagementError extends Error {
  readonly status: number;
  readonly errorCode: string | undefined;

  constructor(status: number, message: string, errorCode?: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }
}

export const inexistentUser = (): ManagementError => new ManagementError(404, 'The user does not exist.', 'inexistent_user');

/** `Payload validation error: 'Missing required property: connection'.` */
export const invalidBody = (problem: string): ManagementError =>
  new ManagementError(400, `Payload validation error: ${problem}`, 'invalid_body');

export const invalidQuery = (problem: string): ManagementError =>
  new ManagementError(400, `Query validation error: ${problem}`, 'invalid_query_string');
