import type { LabRequest } from '../../../model/index.ts';
import type { Key } from '../key-store.ts';
import type { Denial } from './scheme.ts';

/** Refuses a request that changes something, with a key that may only read. */
export const mayWrite = ({ scope, name }: Key, { method }: LabRequest): Denial | undefined =>
  scope === 'full' || method === 'GET' || method === 'HEAD'
    ? undefined
    : {
        denied: {
          status: 403,
          code: 'read_only',
          detail: `The key "${name}" may only read; ${method} changes something.`,
        },
      };
