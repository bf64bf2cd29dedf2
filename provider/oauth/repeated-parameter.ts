/** Returns the error for repeated parameters. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
export const repeatedFailure = (repeated: readonly string[]) => ({
  error: 'invalid_request',
  description: `'${repeated[0]}' parameter must not be provided twice`,
});
