/** How sure we are. `documented`: the vendor's pages; `recorded`: a literal answer kept somewhere public; `reported`: users describe it; `inferred`: our conclusion. */
export type Confidence = 'documented' | 'recorded' | 'reported' | 'inferred';

/** Where a claim about a vendor comes from. */
export interface Source {
  readonly url: string;
  /** Row of the persona's catalogue: `G-04`. */
  readonly row: string;
  /** `YYYY-MM-DD`. */
  readonly checkedOn: string;
  readonly confidence: Confidence;
}
