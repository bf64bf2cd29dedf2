/** Schemas that know every endpoint and every kind of row. */
import { faultSchemaFor, snapshotSchemaFor } from '../model/index.ts';
import { DECLARED_ROWS, ENDPOINT_NAMES } from './declared.ts';

export const faultSchema = faultSchemaFor(ENDPOINT_NAMES);

/** Everything of a world but its wire log, as JSON. Holds tokens and keys as they are. */
export const snapshotSchema = snapshotSchemaFor(faultSchema, DECLARED_ROWS);
