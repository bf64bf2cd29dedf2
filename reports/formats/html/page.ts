import type { RunResult } from '../../../scenarios/model/index.ts';
import type { Anchors } from './anchors.ts';

/** What every part of the page is made from. */
export interface Page {
  readonly run: RunResult;
  readonly anchors: Anchors;
}
