/** Names of the formats of `compare`, for `--help`, without loading what writes them. */
export const COMPARE_FORMAT_NAMES = ['text', 'json', 'markdown', 'html'] as const;
export type CompareFormatName = (typeof COMPARE_FORMAT_NAMES)[number];
