/** Fields of a User. Fields without a value or permission are omitted. */
const USER_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'first_name', 'middle_name', 'last_name', 'short_name', 'name_format', 'email', 'picture'],
  ...['age_range', 'birthday', 'gender', 'hometown', 'link', 'location', 'locale', 'timezone', 'verified', 'updated_time'],
  ...['about', 'website', 'quotes', 'permissions', 'friends', 'likes', 'posts', 'feed', 'photos', 'albums', 'videos', 'accounts'],
]);

/** A requested field, and its modifiers after the first dot or brace. */
export interface AskedField {
  readonly name: string;
  /** `.type(large){url}` */
  readonly modifiers: string;
}

/** Splits at commas outside brackets. */
const splitOutside = (text: string): readonly string[] => {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('({'.includes(character)) depth += 1;
    if (')}'.includes(character)) depth -= 1;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
};

const fieldOf = (part: string): AskedField => {
  const trimmed = part.trim();
  const end = trimmed.search(/[.{(]/);
  return end < 0 ? { name: trimmed, modifiers: '' } : { name: trimmed.slice(0, end), modifiers: trimmed.slice(end) };
};

/** Returns the fields of a `fields` parameter in order. Empty without the parameter. */
export const askedFields = (fields: string | undefined): readonly AskedField[] =>
  splitOutside(fields ?? '')
    .map(fieldOf)
    .filter(({ name }) => name !== '');

/** Returns the first field that is neither known to the lab nor `exists` in the Graph API. */
export const unknownUserField = (fields: string | undefined, exists = (_name: string) => false): string | undefined =>
  askedFields(fields).find(({ name }) => !USER_FIELDS.has(name) && !exists(name))?.name;
