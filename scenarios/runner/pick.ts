import { closest } from 'fastest-levenshtein';
import { LoginLabError } from '../../provider/model/index.ts';

export const asPattern = (glob: string): RegExp => {
  const source = glob.replaceAll(
    /\*\*|\*|\?|[.+^${}()|[\]\\]/g,
    (found) => ({ '**': '.*', '*': '[^/]*', '?': '[^/]' })[found] ?? `\\${found}`,
  );
  return new RegExp(`^${source}$`);
};

export const isGlob = (text: string): boolean => /[*?]/.test(text);

/** An error with the unknown name and the nearest known one. */
export const unknownId = (what: string, asked: string, known: readonly string[], field: string): LoginLabError => {
  const nearest = known.length > 0 && !isGlob(asked) ? closest(asked, [...known]) : undefined;
  const advice = nearest ? `Did you mean "${nearest}"?` : `Known: ${known.join(', ') || 'none'}.`;
  return new LoginLabError('unknown-id', `Unknown ${what} "${asked}". ${advice}`, { field });
};

/** Items that match a list of ids and globs, in their own order; all without a list. Throws `unknown-id`. */
export const pick = <T>(
  what: string,
  field: string,
  from: readonly T[],
  idOf: (each: T) => string,
  asked?: readonly string[],
): readonly T[] => {
  if (asked === undefined) return from;
  const chosen = asked.map((glob) => {
    const pattern = asPattern(glob);
    const fitting = from.filter((each) => pattern.test(idOf(each)));
    if (fitting.length === 0) throw unknownId(what, glob, from.map(idOf), field);
    return fitting;
  });
  return from.filter((each) => chosen.some((some) => some.includes(each)));
};
