import type { ClientChanges, Exchange, HeaderList, PersonaId, World } from '../../provider/model/index.ts';
import type { App, VerbName } from './app.ts';
import type { Level, Verdict } from './verdict.ts';
import type { Visitor } from './visitor.ts';

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

/** The JSON with which a third-party server answers a request. */
export type ThirdPartyAnswer = (request: ThirdPartyRequest) => object | Promise<object>;

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
  /** Those of them that a person does in the page that the tab shows. */
  readonly verbsInPage: ReadonlySet<VerbName>;
  /** Number of copies behind its address. */
  readonly instances: number;
  /** Its own APIs behind the lab, by name; `audience` is empty if the config names none. */
  readonly apis: Readonly<Record<string, { readonly audience: string }>>;
  /** The other personas that its people can sign in with: `personas` of the config, without that of the scenario. */
  readonly otherPersonas: readonly PersonaId[];
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
  /** A second person with another browser; `sub`: with this subject at the persona. */
  secondPerson(more?: { readonly sub: string }): Promise<Visitor>;
  /** Another one, who has no account at the persona: to register one. */
  unregisteredPerson(): Promise<Visitor>;
  /** Opens a third-party server; it is closed at the end of the leg. Default answer: an empty object. */
  thirdPartyServer(answer?: ThirdPartyAnswer): Promise<ThirdPartyServer>;
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
