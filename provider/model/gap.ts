import type { PersonaId } from './ids.ts';
import { OWN_API_SILENT } from './own-api.ts';

/** Id of the setting that decides how gaps are answered; the wire log gives it as the reason. */
export const GAPS = 'lab/gaps';

/** `lab`: the lab answers in its own name; `vendor`: as the vendor answers at an address that it does not have. */
export const GAP_ANSWERS = ['lab', 'vendor'] as const;
export type GapAnswer = (typeof GAP_ANSWERS)[number];

/** A request for something that the lab does not serve, and that the vendor may. */
export interface Gap {
  readonly persona: PersonaId;
  /** Method and address, without the query, which may hold secrets. */
  readonly asked: string;
  /** The part that is not served: `the field friends`. Absent if it is the whole address. */
  readonly part?: string;
  /** One sentence about this request. */
  readonly why: string;
}

/** Addresses that the vendor does not have either, so that its own answer is the right one. */
export interface AbsentAddress {
  /** Default: all hosts of the persona. */
  readonly host?: string;
  readonly path: RegExp;
  /** The row of the catalogue that says what the vendor answers there. */
  readonly row: string;
}

/** Of an exchange or of its report. */
interface Reason {
  readonly id: string;
  readonly why: string;
}

/** What the lab does not serve of an exchange, or could not pass on to an API of the user; undefined if it was answered. */
export const gapOf = ({ because }: { readonly because: readonly Reason[] }): string | undefined =>
  because.find(({ id }) => id === GAPS || id === OWN_API_SILENT)?.why;
