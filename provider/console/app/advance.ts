import type { AdvanceRefusal, AdvanceRequest, AdvanceResult } from '../../model/index.ts';

/** The last passing of time in the world that is shown. */
export type Passed =
  | {
      readonly kind: 'done';
      readonly result: AdvanceResult;
      /** The last exchange before it. */
      readonly afterSequence: number;
    }
  /** No client follows the clock: the lab refused, and offers substitutes. */
  | { readonly kind: 'refused'; readonly request: AdvanceRequest; readonly refusal: AdvanceRefusal };
