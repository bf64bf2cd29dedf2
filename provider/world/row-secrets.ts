import { LISTED } from '../personas/declared.ts';
import { WORLD_ROWS } from './row-kinds.ts';

interface RowSecret {
  readonly name: string;
  readonly member?: string;
}

const BY_KIND: ReadonlyMap<string, RowSecret> = new Map<string, RowSecret>([
  ...LISTED.map(({ name, row }) => [row.kind, { name }] as const),
  ...WORLD_ROWS.flatMap(({ kind, secret }) => (secret ? [[kind, secret] as const] : [])),
]);

/** The secret that a row keeps, with the name of its kind. */
export const secretOf = (
  kind: string,
  { id, payload }: { readonly id: string; readonly payload: Readonly<Record<string, unknown>> },
): readonly [name: string, value: string] | undefined => {
  const { name, member } = BY_KIND.get(kind) ?? {};
  const value = member === undefined ? id : payload[member];
  return name !== undefined && typeof value === 'string' ? [name, value] : undefined;
};
