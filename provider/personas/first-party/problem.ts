import type { HeaderList, Reply } from '../../model/index.ts';
import { API } from './endpoints.ts';

/** What is wrong with one field. */
export interface FieldIssue {
  readonly field: string;
  /** `required`, `unknown`, `type`, `format`, `min_length` … */
  readonly rule: string;
}

/** Why a request is refused. */
export interface Problem {
  readonly status: number;
  /** Short name, and the end of `type`: `email_not_validated`. */
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldIssue[];
  readonly headers?: HeaderList;
}

/** Thrown by what answers a request; the route writes it in the form of its endpoint. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Writes a problem in the form of an endpoint. */
export type ProblemFormat = (problem: Problem) => Reply;

const NO_STORE = ['Cache-Control', 'no-store'] as const;

const titleOf = (code: string): string => {
  const words = code.replaceAll('_', ' ').replace(/\bjson\b/, 'JSON');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A problem document. @see https://www.rfc-editor.org/rfc/rfc9457#section-3 */
export const problemReply: ProblemFormat = ({ status, code, detail, errors, headers = [] }) => ({
  status,
  headers: [['Content-Type', 'application/problem+json'], NO_STORE, ...headers],
  body: { json: { type: `${API}/problems/${code}`, title: titleOf(code), status, detail, ...(errors && { errors }) } },
});

/** The older form, which `/login` keeps. */
export const loginReply: ProblemFormat = ({ status, detail, headers = [] }) => ({
  status,
  headers: [['Content-Type', 'application/json'], NO_STORE, ...headers],
  body: { json: { authenticated: false, message: detail } },
});

export const json = (status: number, body: unknown, headers: HeaderList = []): Reply => ({
  status,
  headers: [['Content-Type', 'application/json'], NO_STORE, ...headers],
  body: { json: body },
});

export const empty = (status: number, headers: HeaderList = []): Reply => ({ status, headers: [NO_STORE, ...headers], body: '' });
