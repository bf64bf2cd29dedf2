import type { Exchange, HeaderList, PersonaId, World } from '../../provider/model/index.ts';
import type { VerbName } from './app.ts';
import type { Level, Verdict } from './verdict.ts';

export const AREAS = [
  'registration',
  'login',
  'session',
  'refresh',
  'reauth',
  'logout',
  'resource',
  'adversarial',
  'resilience',
] as const;
export type Area = (typeof AREAS)[number];

/** Why a scenario may demand something. `spec`: `RFC6749-10.12`; `vendor`: a catalogue row, `G-04`; `lab`: our judgement, said why. */
export interface Basis {
  readonly authority: 'spec' | 'vendor' | 'lab';
  readonly ref: string;
  readonly url?: string;
}

/** A broken client that the scenario must catch. */
export interface Bite {
  /** Base client in `fixtures/apps`. */
  readonly client: string;
  /** Value of its `MUTANT` variable; left out for an app that is broken by itself. */
  readonly mutant?: string;
  /** Variant that catches it; any when left out. */
  readonly variant?: string;
  readonly verdict: Extract<Verdict, 'fail' | 'warn' | 'info'>;
  /** Check that describes the bug. */
  readonly check: string;
  /** The bug shows only against the hostile provider: with the twist left out, the broken client passes. Default true. */
  readonly honestPasses?: boolean;
}

/** One page that the person ended on, or passed. */
export interface Visit {
  /** Address in the address bar at the end. */
  readonly url: URL;
  readonly status: number;
  /** Text of the last page. */
  readonly body: string;
  /** Every address on the way, first to last. */
  readonly hops: readonly Hop[];
  /** `done`: a page of the app · `stuck`: ended on a page of the persona · `looping`: more than 20 redirects · `broken`: no answer, or one that cannot be followed (with `problem`). */
  readonly end: 'done' | 'stuck' | 'looping' | 'broken';
  readonly problem?: string;
  /** Below 400 on a page of the app. */
  readonly ok: boolean;
  /** Canary text that went with the step, where the verb has a place for one. */
  readonly canary?: string;
}

export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly to: 'app' | 'persona' | 'elsewhere';
}

/** How the person behaves on the way. */
export interface VisitOptions {
  /** May rewrite any address before the browser goes there: the attacker's hand in the front channel. */
  readonly rewrite?: (url: URL) => URL;
  /** Stops before going to an address that fits; the visit ends there, `end: 'stuck'`. */
  readonly stopBefore?: (url: URL) => boolean;
  /** What is ticked on the consent page: everything, nothing and *cancel*, some scopes, all but some. */
  readonly consent?: 'allow' | 'deny' | { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Key of the account to pick where the provider asks; the own one when left out. */
  readonly account?: string;
  /** Goes there in a web view of a program, which says so in its user agent. */
  readonly webView?: true;
}

/** A person with a browser of their own: a cookie jar, and a name that no other scenario uses. */
export interface Visitor {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  signsIn(manner?: VisitOptions): Promise<Visit>;
  /** Opens the page that says who is signed in. */
  asksWhoAmI(manner?: VisitOptions): Promise<Visit>;
  /** True when `whoAmI` shows this person and nobody else of the run. */
  isSignedIn(): Promise<boolean>;
  usesResource(manner?: VisitOptions): Promise<Visit>;
  signsOut(): Promise<Visit>;
  /** Hands an access token in, as the app in front of a server does; `user` is whose it is said to be. */
  handsInToken(token: string, user: string): Promise<Visit>;
  /** Makes an account of the app's own, and confirms it by mail where the app sends one that can be read. */
  registers(): Promise<Visit>;
  signsInWithPassword(): Promise<Visit>;
  /** Has the app keep a text in the account that this browser is signed in to: the canary of the visit. */
  stores(manner?: VisitOptions): Promise<Visit>;
  /** Looks at what that account keeps. */
  recalls(manner?: VisitOptions): Promise<Visit>;
  /** The same person in a browser that was never here. */
  inNewBrowser(): Promise<Visitor>;
  /** The same person in another browser that has a copy of all cookies of this moment: a thief, or a page that was left open. */
  copied(): Promise<Visitor>;
  /** Goes to an address, as by a link or the address bar. */
  opens(url: URL | string, manner?: VisitOptions): Promise<Visit>;
  /** Presses Back until an address is there again that was there before; without a history of it, it is loaded anew. */
  goesBackTo(url: URL | string): Promise<Visit>;
}

/** The wire log of the current leg, asked in the field's words. Every question that may be empty takes its count. */
export interface Wire {
  all(): Promise<readonly Exchange[]>;
  authorizations(): Promise<readonly Exchange[]>;
  codeExchanges(): Promise<readonly Exchange[]>;
  refreshes(): Promise<readonly Exchange[]>;
  apiCalls(): Promise<readonly Exchange[]>;
  userinfos(): Promise<readonly Exchange[]>;
}

/** Records checks. Each must have an id that is stable and unique in its scenario. */
export interface Checks {
  must(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  should(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  may(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  /** Something worth telling, without a judgement. */
  info(id: string, title: string, found: string, evidence?: readonly Exchange[]): void;
  /** The scenario, or this variant, does not apply to this client: ends the leg. */
  skip(reason: string): never;
  /** The story cannot be told to its end here: ends the leg. */
  inconclusive(reason: string): never;
}

/** A request that came to a place that is neither the app nor a persona. */
export interface ThirdPartyRequest {
  readonly method: string;
  /** As it was addressed, with the host that the sender named. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** A server of nobody on this machine, at an origin of its own: it answers everything with 200 and writes it down. */
export interface ThirdPartyServer {
  readonly port: number;
  readonly requests: readonly ThirdPartyRequest[];
}

/** What the steps of a scenario work with. */
export interface ScenarioContext {
  readonly world: World;
  readonly persona: PersonaId;
  readonly person: Visitor;
  /** A second person with another browser. */
  stranger(): Promise<Visitor>;
  /** Opens a place that is neither the app nor a persona; it is closed at the end of the leg. */
  thirdPartyServer(): Promise<ThirdPartyServer>;
  readonly app: { readonly id: string; readonly kind: string; readonly url: string; readonly verbs: ReadonlySet<VerbName> };
  readonly wire: Wire;
  readonly check: Checks;
  /** Name of the variant; `undefined` for a scenario without variants. */
  readonly variant: string | undefined;
  /** Does something in the judged leg only: the hostile, ageing or unusual part of the story. The control leg leaves it out. */
  twist<T>(action: () => T | Promise<T>): Promise<T | undefined>;
  /** `judged` with the twist, `control` without. */
  readonly leg: 'control' | 'judged';
  /** Barrier: the app has answered a probe and no exchange is under way. */
  settled(): Promise<void>;
}

export interface Scenario<Seen = unknown> {
  /** Equals the path of its file below `catalogue/`. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly basis: readonly Basis[];
  readonly seedQuestion?: string;
  /** What the provider does, for someone who was not there. */
  readonly provider: string;
  /** What a right client does. */
  readonly rightClient: string;
  /** What to change in a client that fails. */
  readonly fix: string;
  readonly personas: readonly PersonaId[];
  readonly needs: readonly VerbName[];
  /** Behaviours that must have spoken in the judged leg: those of the persona that the story is played with. */
  readonly shows: readonly string[];
  /** More of them, for single variants. */
  readonly variantShows?: Readonly<Record<string, readonly string[]>>;
  /** Behaviours to switch off in the control leg, of that persona: the honest provider of this story. */
  readonly controlOff?: readonly string[];
  readonly variants?: Readonly<Record<string, string>>;
  /** Variants that only some personas can play; the others can be played with all of the scenario's. */
  readonly variantPersonas?: Readonly<Record<string, readonly PersonaId[]>>;
  readonly pace?: 'instant' | 'wall';
  readonly motion?: 'age' | 'shift' | 'short';
  /** Longest time for one leg in seconds; beyond it the result is inconclusive. Default 30. */
  readonly limitSeconds?: number;
  readonly bites: readonly Bite[];
  /** The story. Runs twice in worlds of their own: without its twists, then with them. */
  steps(context: ScenarioContext): Promise<Seen>;
  /** What must hold when the provider is honest; if not, the client cannot be judged. */
  control(seen: Seen, context: ScenarioContext): Promise<void> | void;
  /** What must hold under the twist. */
  judge(seen: Seen, context: ScenarioContext): Promise<void> | void;
}

/** Those of some behaviours that belong to a persona. */
export const behavioursOf = (persona: string, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => id.startsWith(`${persona}/`));

/** Every behaviour that a scenario shows, in whatever variant. */
export const showsOf = ({ shows, variantShows = {} }: Pick<Scenario, 'shows' | 'variantShows'>): readonly string[] => [
  ...new Set([...shows, ...Object.values(variantShows).flat()]),
];

/** Declares a scenario. */
export const defineScenario = <Seen>(scenario: Scenario<Seen>): Scenario => scenario as unknown as Scenario;
