import type { HeaderList } from '../../provider/model/index.ts';
import type { BrowserChange, Hop, StoredItem, VisitOptions } from '../model/index.ts';
import type { Navigation, NavigationResult } from './navigation.ts';
import type { Answer } from './send.ts';

/** One request of a person and its answer. */
export interface Step {
  readonly to: Hop['to'];
  /** Address of the connection: in the lab, for any vendor host. */
  readonly connect: string;
  readonly startedAtEpochMs: number;
  /** Monotonic clock, for the order of requests. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly request: { readonly method: string; readonly url: string; readonly headers: HeaderList; readonly body?: string };
  /** Absent when there was none. */
  readonly response?: Answer;
}

/** What a person does in a page that stays open. */
export interface PageAction {
  /** Opened unless the tab shows a page of the app. */
  readonly url: URL;
  /** Text of a button; undefined to look at the page. */
  readonly press: string | undefined;
  /** Input fields to fill in before, by name. */
  readonly fields: readonly (readonly [string, string])[];
}

/** A browser of a person. */
export interface Browsing {
  /** Everything sent and received, oldest first; that of copies too. */
  readonly steps: readonly Step[];
  /** Navigates to an address and follows redirects and the pages of personas to the final page. */
  go(navigation: Navigation, options?: VisitOptions): Promise<NavigationResult>;
  /** Goes back in the history to an address; loads it if the history does not hold it. */
  back(to: URL): Promise<NavigationResult>;
  /** Acts in the page that the tab shows. */
  use(action: PageAction, options?: VisitOptions): Promise<NavigationResult>;
  /** Leaves the page open for a time, which its timers see. */
  wait(seconds: number): Promise<NavigationResult>;
  change(change: BrowserChange): Promise<void>;
  /** Another tab, which shares cookies and storage and is closed with this browser. */
  tab(): Promise<Browsing>;
  /** Another browser with a copy of the cookies of this moment but one, closed with this one. */
  copied(without?: string): Promise<Browsing>;
  /** Another browser with these cookies for the app and no others, closed with this one. */
  withCookies(cookies: Readonly<Record<string, string>>): Promise<Browsing>;
  /** Another browser without any cookie, closed with this one. */
  blank(): Promise<Browsing>;
  /** The same browser after it was closed and opened again; closed with this one. */
  reopened(): Promise<Browsing>;
  /** The cookies of the app. */
  cookies(): Promise<readonly StoredItem[]>;
  /** What the page of the app keeps: storage and cookies. Absent in a browser without scripts. */
  storage?(): Promise<readonly StoredItem[]>;
  /** `evidence`: folder for the trace, screenshots and storage of a real browser. */
  close(evidence?: string): Promise<void>;
}

/** Why a page without scripts cannot be used. */
export const NEEDS_SCRIPTS = 'a button of a page that works by scripts needs a real browser: --person browser';

/** Why an address is not followed. */
export const OUT_OF_REACH = 'is neither the app nor a persona, and other sites are not visited';
