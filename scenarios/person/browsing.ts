import type { HeaderList } from '../../provider/model/index.ts';
import type { Hop, VisitOptions } from '../model/index.ts';
import type { Errand, Landing } from './journey.ts';
import type { Answer } from './send.ts';

/** One request of a person and its answer, whole. */
export interface Step {
  readonly to: Hop['to'];
  /** Address that was connected to: in the lab, whatever host was asked for. */
  readonly connect: string;
  readonly startedAtEpochMs: number;
  /** On the clock of durations: for the order of things. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly request: { readonly method: string; readonly url: string; readonly headers: HeaderList; readonly body?: string };
  /** Absent when there was none. */
  readonly response?: Answer;
}

/** What a person browses with. */
export interface Browsing {
  /** Everything sent and received, oldest first; that of copies too. */
  readonly steps: readonly Step[];
  /** Goes somewhere and follows where that leads: through redirects and the pages of personas, to a page to look at. */
  go(errand: Errand, manner?: VisitOptions): Promise<Landing>;
  /** Goes back in its history to an address; without one there, it is loaded anew. */
  back(to: URL): Promise<Landing>;
  /** Another browser with a copy of the cookies of this moment, closed with this one. */
  copied(): Promise<Browsing>;
  /** Another browser without any cookie, closed with this one. */
  blank(): Promise<Browsing>;
  /** `evidence`: folder in which a real browser leaves what there was to see: trace, screenshots, storage. */
  close(evidence?: string): Promise<void>;
}

/** Why an address is not followed. */
export const OUT_OF_REACH = 'is neither the app nor a persona, and a person here goes nowhere else';
