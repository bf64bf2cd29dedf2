/** One observable fact about a vendor, as a requirement: its id and what it is about. */
export type Row = readonly [id: string, about: string];

/** Rows that belong together. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Everything that is known of one vendor and wanted of its persona. */
export interface RowCatalogue {
  readonly persona: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** How far a row is mimicked by something else than behaviours that name it as their source, or why it is not. */
export interface RowCoverage {
  /** `mimicked` when left out. */
  readonly state?: 'partly' | 'not mimicked';
  /** Required unless mimicked. */
  readonly why?: string;
  /** Behaviours that hold the row though their source is another one. */
  readonly behaviours?: readonly string[];
  /** Wire tests that hold what follows from the plain engine or from a route: file below `provider/`, and name. */
  readonly tests?: readonly (readonly [file: string, name: string])[];
}
