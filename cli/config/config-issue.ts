import type { z } from 'zod';
import { fieldOf, type Segments, valueAt } from '../../provider/model/index.ts';
import { quoteFound } from '../../provider/wire/index.ts';
import type { UnknownPlaceholder } from '../../scenarios/model/index.ts';
import { nearestKnown } from '../nearest.ts';
import { membersAt } from './schema-members.ts';

type Issue = z.core.$ZodIssue;

export interface ConfigIssue {
  /** As the user writes it: `apps[0].verbs.signIn`. */
  readonly field: string;
  /** Begins with the field. */
  readonly message: string;
}

/** In the order of the apps. */
export const inOrder = (issues: readonly ConfigIssue[]): readonly ConfigIssue[] =>
  issues.toSorted((one, other) => appOf(one) - appOf(other));

/** One issue as it is; several each on a line of its own. */
export const inWords = (issues: readonly ConfigIssue[]): string => {
  const [only, ...others] = issues;
  if (others.length === 0) return only?.message ?? 'is invalid; the schema gives no reason.';
  const lines = issues
    .toSorted((one, other) => appOf(one) - appOf(other))
    .map(({ message }) => `\n  ${message.replaceAll('\n', '\n  ')}`);
  return `${issues.length} fields are wrong.${lines.join('')}`;
};

/** Position of the app that an issue is about. */
const appOf = ({ field }: ConfigIssue): number => Number(/^apps\[(\d+)\]/.exec(field)?.[1] ?? -1);

/** Describes every issue of a config: the field, what was expected, what was found, the nearest known name. */
export const describeConfigIssues = (schema: z.ZodType, written: unknown, issues: readonly Issue[]): readonly ConfigIssue[] => {
  const places = issues.flatMap((issue) => innermost(issue, []));
  const misspelt = places.flatMap(({ issue, path }) =>
    issue.code === 'unrecognized_keys' ? misspeltAt(schema, issue, path) : [],
  );
  const said = places.flatMap(({ issue, path }) => {
    if (issue.code === 'unrecognized_keys') return [];
    const field = fieldOf(path) || 'the default export';
    // A misspelt name is also a missing value; the misspelling says more.
    return misspelt.some(({ meant }) => meant === field)
      ? []
      : [{ field, message: `${field}: ${complaint(issue, path, valueAt(written, path))}` }];
  });
  return [...misspelt.map(({ field, message }) => ({ field, message })), ...said];
};

interface Placed {
  readonly issue: Issue;
  readonly path: Segments;
}

/** Goes into the alternative of a union that comes nearest to what was written: the one that gets furthest in. */
const innermost = (issue: Issue, base: Segments): readonly Placed[] => {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const [nearest = []] = issue.errors.toSorted((one, other) => depth(other) - depth(one));
  return depth(nearest) === 0 ? [{ issue, path }] : nearest.flatMap((inner) => innermost(inner, path));
};

/** An issue in a member says more than one of the type of the whole. */
const depth = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'invalid_type' ? 0 : 1)));

const misspeltAt = (schema: z.ZodType, { keys }: z.core.$ZodIssueUnrecognizedKeys, path: Segments) =>
  keys.map((unknown) => {
    const field = fieldOf([...path, unknown]);
    const known = membersAt(schema, path);
    const advice = nearestKnown(unknown, known);
    const [, nearest = ''] = /"([^"]*)"/.exec(advice) ?? [];
    return { field, message: `${field}: unknown field. ${advice}`, meant: fieldOf([...path, nearest]) };
  });

const complaint = (issue: Issue, path: Segments, found: unknown): string => {
  const { placeholder, known } = ((issue.code === 'custom' && issue.params) || {}) as Partial<UnknownPlaceholder>;
  if (placeholder !== undefined && known) return unknownPlaceholder(placeholder, known);
  return `expected ${expectation(issue)}, found ${quoteFound(path, found)}.`;
};

/** `{prot}`, the nearest one, and how to write the text itself. */
export const unknownPlaceholder = (name: string, known: readonly string[]): string => {
  const advice =
    known.length === 0
      ? 'None is filled in here.'
      : nearestKnown(
          `{${name}}`,
          known.map((each) => `{${each}}`),
        );
  return `"{${name}}" is no known placeholder. ${advice} For the text itself write {{${name}}}.`;
};

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
