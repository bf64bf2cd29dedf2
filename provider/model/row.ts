/** One requirement: the id and topic of an observable fact about a vendor. */
export type Row = readonly [id: string, about: string];

/** A group of related rows. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** All requirements of a persona. */
export interface RowCatalogue {
  readonly persona: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** Coverage of a row that no behaviour names as its source, or why it is not covered. */
export interface RowCoverage {
  /** Default `mimicked`. */
  readonly state?: 'partly' | 'not mimicked';
  /** Required unless mimicked. */
  readonly why?: string;
  /** Behaviours that cover the row although their source is another one. */
  readonly behaviours?: readonly string[];
  /** Wire tests that cover the row without a behaviour: file below `provider/`, and name. */
  readonly tests?: readonly (readonly [file: string, name: string])[];
}
