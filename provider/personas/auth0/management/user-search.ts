import { ManagementError } from './error.ts';

type Json = Readonly<Record<string, unknown>>;
type Fits = (user: Json) => boolean;

/** One term: `email:"a@b.example"`, `name:an*`, `blocked:true`, `-_exists_:email`, a word. */
const TERM = /\s*(?:(AND|OR)\s+)?(NOT\s+|-)?(?:([\w.@]+):)?("(?:[^"\\]|\\.)*"|[^\s"()[\]{}:]+)/y;

/** The values at a dotted path, lists opened. */
const valuesAt = (value: unknown, path: readonly string[]): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? valuesAt((value as Json)[name], rest) : [];
};

/** A text with `*` for any characters. Letters may have any case. */
const matcherOf = (text: string): ((value: string) => boolean) => {
  const parts = text.toLowerCase().split('*');
  return (value) => {
    const [first = '', ...others] = parts;
    const lower = value.toLowerCase();
    if (others.length === 0) return lower === first;
    if (!lower.startsWith(first)) return false;
    const last = others.pop() ?? '';
    let at = first.length;
    for (const part of others) {
      const found = lower.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return lower.length - last.length >= at && lower.endsWith(last);
  };
};

const SEARCHED_BY_WORD = ['email', 'name', 'nickname', 'user_id'];

const termFits = (field: string | undefined, text: string): Fits => {
  if (field === '_exists_') return (user) => valuesAt(user, text.split('.')).length > 0;
  const fits = matcherOf(text);
  const fields = field === undefined ? SEARCHED_BY_WORD : [field];
  return (user) => fields.some((each) => valuesAt(user, each.split('.')).some((value) => fits(String(value))));
};

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

/** What the lab does not read: ranges, groups, and fuzzy terms. */
const beyond = (): ManagementError =>
  new ManagementError(
    400,
    'Login Lab reads terms with AND, OR and NOT in a search, and no groups or ranges. Ask for `email:"…"` or `user_id:"…"`.',
    'invalid_query_string',
  );

const LONGEST_QUERY = 2000;

/** Reads a search in the syntax of Lucene: any of the parts between `OR` fits if all of its terms do. Throws 400. */
export const searchFor = (query: string): Fits => {
  const ways: Fits[][] = [[]];
  const trimmed = query.trim().slice(0, LONGEST_QUERY);
  TERM.lastIndex = 0;
  let at = 0;
  while (at < trimmed.length) {
    const found = TERM.exec(trimmed);
    if (!found) throw beyond();
    at = TERM.lastIndex;
    const [, joined, not, field, text = ''] = found;
    const fits = termFits(field, unquoted(text));
    if (joined === 'OR') ways.push([]);
    ways.at(-1)?.push(not === undefined ? fits : (user) => !fits(user));
  }
  return (user) => ways.some((terms) => terms.every((fits) => fits(user)));
};
