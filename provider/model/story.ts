/** What a guided tour shows: a question, and clients that are put into the situation it is about. All of it is plain data. */

/** A question that people ask about their login. */
export interface StoryInfo {
  readonly id: string;
  readonly question: string;
  /** Two sentences. */
  readonly answer: string;
  /** The command that plays it in a terminal. */
  readonly command: string;
  readonly situations: readonly StorySituation[];
}

/** What the provider does, and what a right client then does. */
export interface StorySituation {
  /** Id of the scenario that judges it. */
  readonly scenario: string;
  readonly title: string;
  readonly provider: string;
  readonly rightClient: string;
  /** The command that explains the scenario. */
  readonly command: string;
  /** Where the requirement comes from: specifications, pages of the vendor. */
  readonly sources: readonly { readonly name: string; readonly url: string }[];
}

/** How far a story is. One story plays at a time. */
export type StoryPlay =
  /** It was not played since the lab started. */
  | { readonly state: 'unplayed' }
  /** `done` of `of` clients have been judged; `of` is 0 until they are counted. `now`: what happens, in words. */
  | { readonly state: 'playing'; readonly done: number; readonly of: number; readonly now: string }
  | { readonly state: 'stopped' }
  /** It could not be played at all. */
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'played'; readonly durationMs: number; readonly situations: readonly PlayedSituation[] };

/** What the two clients did in a situation of the story. */
export interface PlayedSituation {
  readonly scenario: string;
  readonly persona: string;
  readonly right: PlayedClient;
  readonly naive: PlayedClient;
}

/** `fail`: a requirement does not hold · `warn`: a recommendation does not hold · `info`: observed, not judged · `skip`, `inconclusive`: not judged. */
export type StoryVerdict = 'pass' | 'fail' | 'warn' | 'info' | 'skip' | 'inconclusive';

/** One client in one situation. */
export interface PlayedClient {
  /** The app, `app.bug` for one with a bug that was put in. */
  readonly app: string;
  /** Of the deciding check where there is one, else of the whole scenario. */
  readonly verdict: StoryVerdict;
  /** What should hold. */
  readonly requirement: string;
  /** What was expected and what was found, or why nothing was judged. Left out of what passed. */
  readonly found?: string;
  /** What to change in the client. */
  readonly fix?: string;
  /** Rules that the client broke on the way. */
  readonly breaks: readonly { readonly rule: string; readonly verdict: StoryVerdict; readonly found: string }[];
  /** Oldest first. */
  readonly exchanges: readonly StoryExchange[];
}

/** One request and its answer, as far as a sequence diagram shows it. */
export interface StoryExchange {
  readonly id: string;
  readonly from: 'person' | 'app' | 'provider';
  readonly to: 'app' | 'provider' | 'api' | 'elsewhere';
  readonly startedAtEpochMs: number;
  readonly durationMs: number;
  readonly method: string;
  /** The endpoint if it is known (`token`), else the path. */
  readonly aim: string;
  /** Left out when no answer came. */
  readonly status?: number;
  /** Why the provider answered so; the id of a behaviour, or of an injected fault, with its reason. */
  readonly because: readonly { readonly id: string; readonly why: string }[];
  /** The deciding check, or a broken rule, names this exchange. */
  readonly decides?: true;
}

/** Plays stories for the console. Closing it stops what is playing. */
export interface StoryPlayer {
  list(): Promise<readonly StoryInfo[]>;
  /** How far a story is. Rejects with `unknown-id`. */
  read(story: string): Promise<StoryPlay>;
  /** Starts a story and does not wait for its end. Rejects with `unknown-id`, and with `too-many` while one plays. */
  play(story: string): Promise<StoryPlay>;
  /** Stops a story and resolves when its clients have ended. Rejects with `unknown-id`. */
  stop(story: string): Promise<StoryPlay>;
  close(): Promise<void>;
}
