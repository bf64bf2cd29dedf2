import type { z } from 'zod';
import { LoginLabError } from '../model/index.ts';
import { explainIssues } from '../world/explain-issues.ts';
import { BadParameter } from './problem.ts';

/** A body read by its schema. Throws `usage`, naming the first wrong field. */
export const readAs = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { field, message } = explainIssues(read.error.issues, value);
  throw new LoginLabError('usage', `The body is invalid: ${message}`, { field });
};

/** Query parameters read by their schema. Throws `usage`, naming the parameter. */
export const readQuery = <S extends z.ZodType>(schema: S, query: URLSearchParams): z.output<S> => {
  const value = Object.fromEntries(query);
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { field, message } = explainIssues(read.error.issues, value);
  throw new BadParameter('usage', `The query is invalid: ${message}`, { field });
};
