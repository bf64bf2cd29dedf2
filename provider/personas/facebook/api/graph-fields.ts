/** Fields of a User that a call may ask for; what the account has not, or the app may not see, is left out. */
const USER_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'first_name', 'middle_name', 'last_name', 'short_name', 'name_format', 'email', 'picture'],
  ...['age_range', 'birthday', 'gender', 'hometown', 'link', 'location', 'locale', 'timezone', 'verified', 'updated_time'],
  ...['about', 'website', 'quotes', 'permissions', 'friends', 'likes', 'posts', 'feed', 'photos', 'albums', 'videos', 'accounts'],
]);

/** One field, and what stands behind its first dot or brace. */
export interface AskedField {
  readonly name: string;
  /** `.type(large){url}` */
  readonly modifiers: string;
}

/** Cuts at the commas that stand outside of every bracket. */
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

/** The fields of a `fields` parameter, in its order; none when it is left out or empty. */
export const askedFields = (fields: string | undefined): readonly AskedField[] =>
  splitOutside(fields ?? '')
    .map(fieldOf)
    .filter(({ name }) => name !== '');

/** The first field that a User has not. */
export const unknownUserField = (fields: string | undefined): string | undefined =>
  askedFields(fields).find(({ name }) => !USER_FIELDS.has(name))?.name;
