import type { ClientChanges, Exchange, HeaderList, PersonaId, World } from '../../provider/model/index.ts';
import type { App, VerbName } from './app.ts';
import type { StoredItem } from './storage.ts';
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

/** The source of a requirement. `spec`: `RFC6749-10.12`; `vendor`: a catalogue row, `G-04`; `lab`: the project's judgement, with a reason. */
export interface Basis {
  readonly authority: 'spec' | 'vendor' | 'lab';
  readonly ref: string;
  readonly url?: string;
}

/** A broken client that the scenario must detect. */
export interface Bite {
  /** Base client in `fixtures/apps`. It is played with each persona of the scenario that it, or its twin for that persona, offers. */
  readonly client: string;
  /** Personas with which the bug shows; default: all of the scenario. */
  readonly personas?: readonly PersonaId[];
  /** Value of its `MUTANT` variable; left out for an app that is always broken. */
  readonly mutant?: string;
  /** Variant that detects it; any when left out. */
  readonly variant?: string;
  readonly verdict: Extract<Verdict, 'fail' | 'warn' | 'info'>;
  /** Check that describes the bug. */
  readonly check: string;
  /** The bug shows only with the twist: without it, the broken client passes. Default true. */
  readonly honestPasses?: boolean;
}

/** One address of a visit. */
export interface Visit {
  /** Address in the address bar at the end. */
  readonly url: URL;
  readonly status: number;
  /** Text of the last page. */
  readonly body: string;
  /** Every address of the visit, first to last. */
  readonly hops: readonly Hop[];
  /** `done`: a page of the app · `stuck`: ended on a page of the persona · `looping`: more than 20 redirects · `broken`: no answer, or one that cannot be followed (with `problem`). */
  readonly end: 'done' | 'stuck' | 'looping' | 'broken';
  readonly problem?: string;
  /** Below 400 on a page of the app. */
  readonly ok: boolean;
  /** Canary text of the step, if the form of the verb has one. */
  readonly canary?: string;
}

export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly to: 'app' | 'persona' | 'elsewhere';
}

/** How the person behaves during a visit. */
export interface VisitOptions {
  /** May rewrite any address before the browser requests it: an attacker in the front channel. */
  readonly rewrite?: (url: URL) => URL;
  /** Stops before a matching address is requested; the visit ends there, `end: 'stuck'`. */
  readonly stopBefore?: (url: URL) => boolean;
  /** What is ticked on the consent page: everything, nothing and *cancel*, some scopes, all but some. */
  readonly consent?: 'allow' | 'deny' | { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Key of the account to pick at the provider; default: the person's own. */
  readonly account?: string;
  /** Uses an embedded web view, which its user agent says. */
  readonly webView?: true;
  /** A page of another site that sends the form, without the hidden fields that only pages of the app have. Default: a page of the app. */
  readonly from?: URL;
}

/** An e-mail as its recipient reads it. */
export interface ReadMail {
  /** `mailbox`: that of the world, where its scanner sees it; `page`: the app shows it on a page of its own. */
  readonly from: 'mailbox' | 'page';
  readonly subject?: string;
  readonly text: string;
  readonly links: readonly URL[];
}

/** How a person treats the link of an e-mail. */
export interface MailLinkOptions extends VisitOptions {
  /** False: looks at the page, and presses nothing. Default true. */
  readonly presses?: boolean;
}

/** A person with a browser: a separate cookie jar, and a name that no other scenario uses. */
export interface Visitor {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** What they enter as their password. */
  readonly password: string;
  signsIn(options?: VisitOptions): Promise<Visit>;
  /** Opens the page that says who is signed in. */
  asksWhoAmI(options?: VisitOptions): Promise<Visit>;
  /** True when `whoAmI` shows this person and no other person of the run. */
  isSignedIn(): Promise<boolean>;
  usesResource(options?: VisitOptions): Promise<Visit>;
  /** Uses something for which the API wants a confirmed e-mail address. */
  usesRestricted(options?: VisitOptions): Promise<Visit>;
  signsOut(options?: VisitOptions): Promise<Visit>;
  /** Follows a link or a form of another site that asks the app to start a login, with these parameters. */
  initiatesLogin(params: Readonly<Record<string, string>>, options?: VisitOptions): Promise<Visit>;
  /** Sends an access token to the server, as a front end does; `user` is the user id that it claims. */
  handsInToken(token: string, user: string): Promise<Visit>;
  /** Makes an account, and confirms it by e-mail if one that can be read was sent. */
  registers(): Promise<Visit>;
  /** Makes an account, and looks for no e-mail. */
  submitsRegistration(options?: VisitOptions): Promise<Visit>;
  /**
   * Reads the newest e-mail to this person that was not read yet: in the mailbox of the world, or on the page where the app shows
   * it. Waits for it; undefined if none arrives.
   */
  readsMail(): Promise<ReadMail | undefined>;
  /** Opens the link of an e-mail, and presses the button of the page that it leads to. Ends on a page of the app or of the persona. */
  opensMailLink(mail: ReadMail, options?: MailLinkOptions): Promise<Visit>;
  /** Asks the app to send the e-mail of the registration again. */
  asksForMail(options?: VisitOptions): Promise<Visit>;
  signsInWithPassword(options?: VisitOptions): Promise<Visit>;
  /** Signs in with the password, and ticks “remember me”. */
  signsInRemembered(): Promise<Visit>;
  signsOutEverywhere(options?: VisitOptions): Promise<Visit>;
  /** 0: offline · 1: available · 2: busy. */
  setsPresence(presence: number): Promise<Visit>;
  /** From now on enters this password. Whether it is the right one is another question. */
  enters(password: string): void;
  /** Stores a text, the canary of the visit, in the account that this browser is signed in to. */
  stores(options?: VisitOptions): Promise<Visit>;
  /** Opens the page with the stored texts of that account. */
  recalls(options?: VisitOptions): Promise<Visit>;
  /** The same person in a new browser without cookies. */
  inNewBrowser(): Promise<Visitor>;
  /** The same person in another browser with a copy of the current cookies: stolen cookies, or a page left open. */
  copied(): Promise<Visitor>;
  /** Opens an address, as by a link or the address bar. */
  opens(url: URL | string, options?: VisitOptions): Promise<Visit>;
  /** What the client of this person keeps, as `storage` of the app says; undefined if this kind of browser cannot tell. */
  storage(): Promise<readonly StoredItem[] | undefined>;
  /** Goes back in the history to an address; loads it if the history does not hold it. */
  goesBackTo(url: URL | string): Promise<Visit>;
  /** Closes the browser and opens it again: session cookies and `sessionStorage` are gone. The returned visitor goes on. */
  reopensBrowser(): Promise<Visitor>;
  /** The cookies of the app in this browser. */
  cookies(): Promise<readonly StoredItem[]>;
  /** The same person in another tab of the same browser. */
  inNewTab(): Promise<Visitor>;
  /** Changes how the browser behaves from now on. An HTTP client has no frames and no timers, and stays as it is. */
  setsBrowser(change: BrowserChange): Promise<void>;
  /** Leaves the page open for a time. No time passes here: the timers of the page run, once its clock is held. */
  waits(time: { readonly seconds: number }): Promise<Visit>;
}

/** Settings of a person's browser. */
export interface BrowserChange {
  /** Sends and keeps no cookies of other sites in frames, as Safari, Firefox and private windows. */
  readonly blocksThirdPartyCookies?: true;
  /** Holds the clock of the pages loaded from now on, so that the person can wait. It runs as usual otherwise. */
  readonly holdsClock?: true;
}

/** The wire log of the current leg, by kind of request. */
export interface Wire {
  all(): Promise<readonly Exchange[]>;
  authorizations(): Promise<readonly Exchange[]>;
  codeExchanges(): Promise<readonly Exchange[]>;
  /** Requests with which the app signs people in, whatever the answer: code exchanges, or those that bring a password. */
  logins(): Promise<readonly Exchange[]>;
  refreshes(): Promise<readonly Exchange[]>;
  apiCalls(): Promise<readonly Exchange[]>;
  userinfos(): Promise<readonly Exchange[]>;
}

/** Records checks. Each must have an id that is stable and unique in its scenario. */
export interface Checks {
  must(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  should(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  may(id: string, title: string, holds: boolean, found: string, evidence?: readonly Exchange[]): void;
  /** An observation without a judgement. */
  info(id: string, title: string, found: string, evidence?: readonly Exchange[]): void;
  /** The scenario, or this variant, does not apply to this client: ends the leg. */
  skip(reason: string): never;
  /** The scenario cannot be completed: ends the leg. */
  inconclusive(reason: string): never;
}

/** A request to a third-party server. */
export interface ThirdPartyRequest {
  readonly method: string;
  /** The absolute address, with the host that the sender named. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** A third-party server on this machine with its own origin. It answers every request with 200 and records it. */
export interface ThirdPartyServer {
  readonly port: number;
  readonly requests: readonly ThirdPartyRequest[];
}

/** How a proxy in front of an app passes requests on. It says X-Forwarded-For, -Proto and -Host itself. */
export interface ProxyManner {
  /** The `Host` that the app gets: that of the person's request, or its own, as of proxies that are not told otherwise. */
  readonly host: 'kept' | 'replaced';
  /** Forged headers from outside: a `copy` of what the proxy says, which it leaves in front of its own, or `others`, which it does not know. */
  readonly forged?: 'copy' | 'others';
}

/** A proxy that ends TLS in front of an app. */
export interface TlsProxy {
  /** Its https address. */
  readonly url: string;
  /** `Set-Cookie` headers of the app that passed through it. */
  readonly setCookies: readonly string[];
}

/** The app of a scenario. */
export interface AppHandle {
  readonly id: string;
  readonly kind: string;
  readonly url: string;
  /** Redirect URI that is no address of the app, without its query. */
  readonly redirectUri?: string;
  readonly verbs: ReadonlySet<VerbName>;
  /** Number of copies behind its address. */
  readonly instances: number;
  /** Its own APIs behind the lab, by name; `audience` is empty if the config names none. */
  readonly apis: Readonly<Record<string, { readonly audience: string }>>;
  /** Id of its client at the persona. */
  readonly clientId: string;
  /** Ends every copy at once, as a crash does, and starts them again with the same ports and store. */
  restart(): Promise<void>;
}

/** The context of the steps of a scenario. */
export interface ScenarioContext {
  readonly world: World;
  readonly persona: PersonaId;
  readonly person: Visitor;
  /** A second person with another browser. */
  secondPerson(): Promise<Visitor>;
  /** Another one, who has no account at the persona: to register one. */
  unregisteredPerson(): Promise<Visitor>;
  /** Opens a third-party server; it is closed at the end of the leg. */
  thirdPartyServer(): Promise<ThirdPartyServer>;
  readonly app: AppHandle;
  readonly wire: Wire;
  readonly check: Checks;
  /** Name of the variant; `undefined` for a scenario without variants. */
  readonly variant: string | undefined;
  /** Runs an action in the judged leg only: the hostile, ageing or unusual part of the scenario. The control leg skips it. */
  twist<T>(action: () => T | Promise<T>): Promise<T | undefined>;
  /** `judged` with the twist, `control` without. */
  readonly leg: 'control' | 'judged';
  /** Changes the registration of the app's client at the persona, until the end of the leg. */
  changeClient(changes: ClientChanges): Promise<void>;
  /** Gives the client another secret, and starts the app anew with it, until the end of the leg. */
  changeSecret(clientSecret: string): Promise<void>;
  /**
   * Puts a proxy in front of the app that ends TLS, registers the redirect URI there, and starts the app anew, told of it, until
   * the end of the leg. People open the app there from now on.
   */
  putBehindProxy(manner: ProxyManner): Promise<TlsProxy>;
  /** Waits until the app answers a probe and no exchange is in progress. */
  settled(): Promise<void>;
}

export interface Scenario<Seen = unknown> {
  /** Equals the path of its file below `catalogue/`. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly basis: readonly Basis[];
  readonly seedQuestion?: string;
  /** What the provider does, for a reader who has not run the scenario. */
  readonly provider: string;
  /** What a correct client does. */
  readonly rightClient: string;
  /** What to change in a client that fails, unless the failed check has a fix of its own. */
  readonly fix: string;
  /** What to change where a certain check fails, by the id of the check. */
  readonly fixes?: Readonly<Record<string, string>>;
  readonly personas: readonly PersonaId[];
  readonly needs: readonly VerbName[];
  /** Kinds of apps that the story can happen to. Default: all. */
  readonly kinds?: readonly App['kind'][];
  /** Behaviours that must apply in the judged leg; only those of the persona in use count. */
  readonly shows: readonly string[];
  /** Ids of checks of what the app sends: that the lab lacks the address it was sent to excuses nothing. */
  readonly requestChecks?: readonly string[];
  /** More behaviours that must apply, for single variants. */
  readonly variantShows?: Readonly<Record<string, readonly string[]>>;
  /** Behaviours of that persona to switch off in the control leg, which makes the provider well-behaved. */
  readonly controlOff?: readonly string[];
  readonly variants?: Readonly<Record<string, string>>;
  /** Variants for some personas only; the others run with all of the scenario's. */
  readonly variantPersonas?: Readonly<Record<string, readonly PersonaId[]>>;
  readonly pace?: 'instant' | 'wall';
  readonly motion?: 'age' | 'shift' | 'short';
  /** Longest time for one leg in seconds; beyond it the result is inconclusive. Default 30. */
  readonly limitSeconds?: number;
  readonly bites: readonly Bite[];
  /** The steps. They run twice, each time in a new world: without the twists, then with them. */
  steps(context: ScenarioContext): Promise<Seen>;
  /** Checks of the control leg. If one fails, the client cannot be judged. */
  control(seen: Seen, context: ScenarioContext): Promise<void> | void;
  /** Checks of the judged leg. */
  judge(seen: Seen, context: ScenarioContext): Promise<void> | void;
}

/** Those of some behaviours that belong to a persona. */
export const behavioursOf = (persona: string, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => id.startsWith(`${persona}/`));

/** Every behaviour that a scenario shows, in any variant. */
export const showsOf = ({ shows, variantShows = {} }: Pick<Scenario, 'shows' | 'variantShows'>): readonly string[] => [
  ...new Set([...shows, ...Object.values(variantShows).flat()]),
];

/** Declares a scenario. */
export const defineScenario = <Seen>(scenario: Scenario<Seen>): Scenario => scenario as unknown as Scenario;
