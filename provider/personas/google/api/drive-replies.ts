import type { Ports, Reply } from '../../../model/index.ts';
import { jsonReply } from '../../../oauth/replies.ts';
import { DRIVE_MEMBERS } from './drive-members.ts';
import { type Known, readFields, select, unknownField } from './fields.ts';
import type { CallRequirements } from './guard.ts';

type Json = Readonly<Record<string, unknown>>;

const HEADERS = [
  ['Content-Type', 'application/json; charset=UTF-8'],
  ['Vary', 'Origin'],
  ['Vary', 'X-Origin'],
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['Pragma', 'no-cache'],
  ['Expires', 'Mon, 01 Jan 1990 00:00:00 GMT'],
  ['Server', 'ESF'],
  ['X-XSS-Protection', '0'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Content-Type-Options', 'nosniff'],
] as const;

/** Returns a successful Drive response. */
export const driveReply = (body: unknown): Reply => ({
  status: 200,
  headers: HEADERS,
  body: { json: body, write: (json) => `${JSON.stringify(json, undefined, 2)}\n` },
});

/** An invalid request, with Drive's reason and message. */
export interface Problem {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  /** The invalid parameter. */
  readonly location?: string;
}

/** Refuses a request with a valid token. */
export const driveProblem = (problem: Problem, requirements: CallRequirements, ports: Ports): Reply => {
  const plain = jsonReply(problem.status, { error: problem.reason, error_description: problem.message });
  const nowEpochSeconds = ports.nowEpochSeconds();
  const input = { ...requirements, why: 'request', token: { state: 'unknown' }, nowEpochSeconds, plain, problem } as const;
  return ports.decide('api.refuse', input, { reply: plain }).reply;
};

/** Selects the `fields` of a resource, or the vendor's default members. */
export const selected = (
  { resource, fields, usual, known }: { resource: Json; fields: string | null; usual: string; known: Known },
  requirements: CallRequirements,
  ports: Ports,
): Reply => {
  const selection = readFields(fields ?? usual);
  const unknown = selection && unknownField(selection, known);
  if (selection && unknown === undefined) return driveReply(select(resource, selection));
  const gap = unknown !== undefined && DRIVE_MEMBERS.has(unknown) && ports.gap(`the member ${unknown}`);
  if (gap) return gap;
  const message = `Invalid field selection ${unknown ?? fields}`;
  return driveProblem({ status: 400, reason: 'invalidParameter', message, location: 'fields' }, requirements, ports);
};
