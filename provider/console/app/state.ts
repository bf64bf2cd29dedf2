import { computed, signal } from '@preact/signals';
import type {
  Client,
  ClockState,
  Exchange,
  FaultState,
  GrantInfo,
  KeyInfo,
  Person,
  PersonaPreset,
  SessionInfo,
  SettingInfo,
  StoryInfo,
  StoryPlay,
  TokenInfo,
  TrafficFinding,
} from '../../model/index.ts';
import type { Action } from './action.ts';
import type { Passed } from './advance.ts';
import { groupFlows } from './flows.ts';
import type { WorldTime } from './life.ts';
import { realNowEpochSeconds } from './now.ts';
import { readFamilies } from './token-families.ts';
import { readUnregistered } from './unregistered-clients.ts';

/** The state of the page. Written by `sync.ts` and by actions; read by components. */

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The lab does not answer, or the world does not exist. The page retries automatically. */
  | { readonly kind: 'away'; readonly what: 'lab' | 'world'; readonly why: string };

/** One persona, in the world that is shown. */
export interface PersonaShown {
  readonly id: string;
  readonly address: string;
  readonly clients: readonly Client[];
  readonly keys: readonly KeyInfo[];
}

/** The result of the last action. */
export interface Notice {
  /** `refused`: nothing went wrong, and nothing happened. */
  readonly tone: 'done' | 'refused' | 'failed';
  readonly text: string;
  /** The action as a curl command, if it was a call. */
  readonly curl?: string;
}

/** An action that waits for a confirmation. */
export interface Confirming {
  readonly action: Action;
  /** What would be gone, in one sentence. */
  readonly loses: string;
}

export const connection = signal<Connection>({ kind: 'connecting' });
/** Where programs reach the lab. */
export const labUrl = signal(new URL(location.origin));
export const worlds = signal<readonly string[]>(['default']);
export const world = signal(new URLSearchParams(location.search).get('world') ?? 'default');

export const clock = signal<ClockState>({ agedSeconds: 0, shiftedSeconds: 0, followers: [] });
export const people = signal<readonly Person[]>([]);
export const personas = signal<readonly PersonaShown[]>([]);
export const tokens = signal<readonly TokenInfo[]>([]);
export const grants = signal<readonly GrantInfo[]>([]);
export const sessions = signal<readonly SessionInfo[]>([]);
export const faults = signal<readonly FaultState[]>([]);
export const settings = signal<readonly SettingInfo[]>([]);

/** Durations at which something ends, of the personas of this lab. */
export const presets = signal<readonly PersonaPreset[]>([]);
/** What the rules find in the traffic so far. Undefined in a lab without rules. */
export const findings = signal<readonly TrafficFinding[] | undefined>(undefined);

/** Whether the lab has stories to play; undefined until it was asked. */
export const hasStories = signal<boolean | undefined>(undefined);
/** Read when they are looked at. */
export const stories = signal<readonly StoryInfo[] | undefined>(undefined);
/** How far each story is that was looked at, by id. */
export const plays = signal<ReadonlyMap<string, StoryPlay>>(new Map());

/** Oldest first. */
export const exchanges = signal<readonly Exchange[]>([]);
/** Number of exchanges that were dropped from the log before this page read them. */
export const lost = signal(0);
/** True when the log may hold older exchanges than the page has read. */
export const hasEarlier = signal(false);
/** Exchanges whose secrets are shown, by id. */
export const revealed = signal<ReadonlyMap<string, Exchange>>(new Map());

export const notice = signal<Notice | undefined>(undefined);
export const confirming = signal<Confirming | undefined>(undefined);
/** The last passing of time, or its refusal. */
export const passed = signal<Passed | undefined>(undefined);

/** Real time, each second. */
export const now = signal(realNowEpochSeconds());
/** What the address opens: an exchange (`x17`), or a place among the stories. */
export const opened = signal(location.hash.slice(1));

export const flows = computed(() => groupFlows(exchanges.value));
export const families = computed(() => readFamilies(tokens.value, exchanges.value));
export const unregistered = computed(() =>
  readUnregistered(
    exchanges.value,
    personas.value.flatMap(({ clients }) => clients),
  ),
);
export const worldTime = computed<WorldTime>(() => ({ nowEpochSeconds: now.value, ...clock.value }));
/** Behaviours by id. */
export const explained = computed(() => new Map(settings.value.map((setting) => [setting.id, setting])));

export const startTicking = (): void => {
  setInterval(() => {
    now.value = realNowEpochSeconds();
  }, 1000);
  addEventListener('hashchange', () => {
    opened.value = decodeURIComponent(location.hash.slice(1));
  });
};
