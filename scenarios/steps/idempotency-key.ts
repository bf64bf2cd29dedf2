import type { Exchange } from '../../provider/model/index.ts';
import { headerOf } from '../traffic/index.ts';

const keyOf = ({ request }: Exchange): string | undefined => headerOf(request, 'idempotency-key')?.trim() || undefined;

/**
 * How many writes these are for an API that knows the header field Idempotency-Key: those with the same key are one. A key that
 * an earlier request had names none of them.
 */
export const countByKey = (writes: readonly Exchange[], earlier: readonly Exchange[]): number => {
  const old = new Set(earlier.map(keyOf));
  return new Set(writes.map((each) => (old.has(keyOf(each)) ? each : (keyOf(each) ?? each)))).size;
};
