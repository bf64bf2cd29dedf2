/** Schemas with every endpoint and every kind of row. Each is made when it is first needed: that takes longer than all else of a start. */
import { faultSchemaFor, snapshotSchemaFor } from '../model/index.ts';
import { DECLARED_ROWS, ENDPOINT_NAMES } from './declared.ts';

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

export const faultSchema = once(() => faultSchemaFor(ENDPOINT_NAMES));

/** A world without its wire log, as JSON. Contains tokens and private keys in plain text. */
export const snapshotSchema = once(() => snapshotSchemaFor(faultSchema(), DECLARED_ROWS));
