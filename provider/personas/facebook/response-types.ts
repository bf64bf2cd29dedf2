/** Response types of the protocol, in the engine's order. */
const PROTOCOL = ['code', 'id_token', 'token'];

/** What may stand beside them and only adds to the answer. */
const ADDITIONS = ['granted_scopes', 'signed_request', 'graph_domain'];

/** The words of a `response_type`, with commas or spaces between them. */
export const responseTypesOf = (parameter: string | undefined): readonly string[] => [
  ...new Set((parameter ?? '').split(/[\s,]+/).filter((word) => word !== '')),
];

/** The same as the protocol has it: `code` when nothing else is asked; as it was when it holds a word that nobody knows. */
export const engineResponseType = (parameter: string | undefined): string => {
  const words = responseTypesOf(parameter);
  if (words.some((word) => !PROTOCOL.includes(word) && !ADDITIONS.includes(word))) return parameter ?? '';
  return PROTOCOL.filter((type) => words.includes(type)).join(' ') || 'code';
};
