import type { z } from 'zod';
import { fieldOf, type Segments, valueAt } from '../model/index.ts';
import { quoteFound } from '../wire/index.ts';
import { nearest } from './settings.ts';

type Issue = z.core.$ZodIssue;

/** What is invalid, and where. */
export interface Explanation {
  readonly field: string;
  readonly message: string;
}

/** The first issue that a schema finds in a value, described: `do.status: expected number; found "x"`. */
export const explainIssues = (issues: readonly Issue[], value: unknown): Explanation => {
  const [first] = issues;
  if (first === undefined) return { field: '', message: 'no reason was given.' };
  const issue = innermost(first, []);
  const field = fieldOf(issue.path);
  const found = valueAt(value, issue.path);
  return {
    field,
    message: `${field === '' ? '' : `${field}: `}${withoutEcho(issue.message)}; found ${quoteFound(issue.path, found)}${hint(issue.of, found)}`,
  };
};

/** Replaces the type in `Invalid input: expected string, received undefined` by the value. */
const withoutEcho = (message: string): string => message.replace(/^Invalid input: (expected .+), received \w+$/, '$1');

interface Located {
  readonly of: Issue;
  readonly path: Segments;
  readonly message: string;
}

/** Returns the issue of the intended union member, or of the unknown member. */
const innermost = (issue: Issue, base: Segments): Located => {
  const path = [...base, ...issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)))];
  if (issue.code === 'unrecognized_keys') return unknownMember(issue, path);
  if (issue.code !== 'invalid_union') return { of: issue, path, message: issue.message };
  const meant = meantAlternative(issue.errors);
  return meant === undefined ? { of: issue, path, message: 'matches none of the known forms' } : innermost(meant, path);
};

const unknownMember = (issue: z.core.$ZodIssueUnrecognizedKeys, path: Segments): Located => ({
  of: issue,
  path: [...path, issue.keys[0] ?? ''],
  message: 'unknown member',
});

const meantAlternative = (alternatives: readonly (readonly Issue[])[]): Issue | undefined => {
  const fewest = Math.min(...alternatives.map((issues) => issues.length));
  const near = alternatives.filter((issues) => issues.length === fewest);
  return near.length === 1 ? near[0]?.[0] : undefined;
};

const hint = (issue: Issue, found: unknown): string =>
  issue.code === 'invalid_value' && typeof found === 'string' ? nearest(found, issue.values.map(String)) : '';
