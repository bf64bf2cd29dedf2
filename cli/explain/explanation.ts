/** One thing in full: as a person reads it, and as data. */
export interface Explanation {
  readonly text: string;
  readonly facts: unknown;
}
