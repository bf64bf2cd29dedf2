import type { z } from 'zod';
import { fieldOf, quoteValue, type Segments, valueAt } from '../../provider/model/index.ts';
import { nearestKnown } from '../nearest.ts';
import { membersAt } from './schema-members.ts';

type Issue = z.core.$ZodIssue;

export interface ConfigIssue {
  /** As the user writes it: `apps[0].verbs.signIn`. */
  readonly field: string;
  readonly message: string;
}

/** Describes the first issue of a config: the field, what was expected, what was found, the nearest known name. */
export const describeConfigIssue = (schema: z.ZodType, written: unknown, issues: readonly Issue[]): ConfigIssue => {
  // A misspelt name is also a missing value; the misspelling says more.
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  if (first === undefined) return { field: '', message: 'is invalid; the schema gives no reason.' };
  const { issue, path } = innermost(first, []);
  const more = issues.length > 1 ? `\n  ${issues.length - 1} more after this one.` : '';
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0] ?? '';
    const field = fieldOf([...path, unknown]);
    return { field, message: `${field}: unknown field. ${nearestKnown(unknown, membersAt(schema, path))}${more}` };
  }
  const field = fieldOf(path) || 'the default export';
  return { field, message: `${field}: expected ${expectation(issue)}, found ${quoteValue(valueAt(written, path))}.${more}` };
};

/** Goes into the alternative of a union that comes nearest to what was written: the one that gets furthest in. */
const innermost = (issue: Issue, base: Segments): { readonly issue: Issue; readonly path: Segments } => {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return { issue, path };
  const [nearest] = issue.errors
    .flatMap((alternative) => alternative[0] ?? [])
    .toSorted((one, other) => depth(other) - depth(one));
  return nearest === undefined || depth(nearest) === 0 ? { issue, path } : innermost(nearest, path);
};

/** An issue in a member says more than one of the type of the whole. */
const depth = (issue: Issue): number => issue.path.length + (issue.code === 'invalid_type' ? 0 : 1);

const expectation = (issue: Issue): string => {
  if (issue.code === 'invalid_type') return withArticle(issue.expected);
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `at least ${count(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${count(issue.maximum, issue.origin)}`;
  if (issue.code === 'invalid_format' && issue.format === 'starts_with') return 'a path that starts with "/"';
  if (issue.code === 'invalid_union') return union(issue);
  return issue.message.replace(/^expected /, '');
};

const union = (issue: z.core.$ZodIssueInvalidUnion): string =>
  [...new Set(issue.errors.flatMap((alternative) => (alternative[0] === undefined ? [] : expectation(alternative[0]))))].join(
    ' or ',
  );

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  array: ['entry', 'entries'],
  string: ['character', 'characters'],
};

const count = (bound: number | bigint, origin: string): string => {
  const [one = '', many = ''] = UNITS[origin] ?? [];
  return `${bound} ${Number(bound) === 1 ? one : many}`.trim();
};

const withArticle = (type: string): string => {
  const word = type === 'record' ? 'object' : type;
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
};
