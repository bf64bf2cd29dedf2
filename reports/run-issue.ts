import type { z } from 'zod';
import { visibleLine } from '../drawing/visible.ts';

/** `results[3].checks[0].verdict` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

/** Longest part of a value that a message shows. */
const LONGEST_SHOWN = 60;

const shown = (value: unknown): string => {
  const text = visibleLine(JSON.stringify(value) ?? 'nothing');
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

const isMissing = (path: readonly PropertyKey[], whole: unknown): boolean => valueAt(whole, path) === undefined;

/** The first thing in which a value differs from its schema: the field, what was expected and found, and how much more differs. */
export const describeIssue = (
  issues: readonly z.core.$ZodIssue[],
  whole: unknown,
): { readonly field: string; readonly message: string } => {
  const [first] = issues;
  if (!first) return { field: '', message: 'the value does not fit the schema.' };
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more fields)` : '';
  const wanted = visibleLine(first.message.replace(/^Invalid \w+: /, '').replace(/, received .*$/, ''));
  if (first.code === 'unrecognized_keys') {
    const [key = ''] = first.keys;
    return { field: visibleLine(pathOf([...first.path, key])), message: `this field does not belong there${more}.` };
  }
  const found = isMissing(first.path, whole) ? 'nothing' : shown(valueAt(whole, first.path));
  return { field: visibleLine(pathOf(first.path)), message: `${wanted}, found ${found}${more}.` };
};
