/** Response types of the engine, in its order. */
const PROTOCOL = ['code', 'id_token', 'token'];

/** Additional values that only add to the answer. */
const ADDITIONS = ['granted_scopes', 'signed_request', 'graph_domain'];

/** Splits a `response_type` at commas and spaces. */
export const responseTypesOf = (parameter: string | undefined): readonly string[] => [
  ...new Set((parameter ?? '').split(/[\s,]+/).filter((word) => word !== '')),
];

/** Converts a `response_type` for the engine. Default `code`. Unchanged if it contains an unknown value. */
export const engineResponseType = (parameter: string | undefined): string => {
  const words = responseTypesOf(parameter);
  if (words.some((word) => !PROTOCOL.includes(word) && !ADDITIONS.includes(word))) return parameter ?? '';
  return PROTOCOL.filter((type) => words.includes(type)).join(' ') || 'code';
};
