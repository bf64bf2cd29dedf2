/** Kind of evidence. `documented`: the vendor's pages; `recorded`: a public copy of a literal response; `reported`: users describe it; `inferred`: our conclusion. */
export type Confidence = 'documented' | 'recorded' | 'reported' | 'inferred';

/** The source of a claim about a vendor. */
export interface Source {
  readonly url: string;
  /** Row of the persona's catalogue: `G-04`. */
  readonly row: string;
  /** `YYYY-MM-DD`: when the behaviour was last compared with the row of the catalogue, which names the page. */
  readonly checkedOn: string;
  readonly confidence: Confidence;
}
