/** Schemas with every endpoint and every kind of row. */
import { faultSchemaFor, snapshotSchemaFor } from '../model/index.ts';
import { DECLARED_ROWS, ENDPOINT_NAMES } from './declared.ts';

export const faultSchema = faultSchemaFor(ENDPOINT_NAMES);

/** A world without its wire log, as JSON. Contains tokens and private keys in plain text. */
export const snapshotSchema = snapshotSchemaFor(faultSchema, DECLARED_ROWS);
