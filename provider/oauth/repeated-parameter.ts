/** What the engine, which takes each parameter once, says of one that came more than once. */
export const repeatedFailure = (repeated: readonly string[]) => ({
  error: 'invalid_request',
  description: `'${repeated[0]}' parameter must not be provided twice`,
});
