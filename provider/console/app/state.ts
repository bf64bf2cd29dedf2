import { computed, signal } from '@preact/signals';
import type {
  Client,
  ClockState,
  Exchange,
  FaultState,
  GrantInfo,
  KeyInfo,
  Person,
  SessionInfo,
  SettingInfo,
  TokenInfo,
} from '../../model/index.ts';
import { groupFlows } from './flows.ts';
import type { WorldTime } from './life.ts';
import { realNowEpochSeconds } from './now.ts';
import type { Morning } from './tomorrow.ts';
import { readNewcomers } from './unregistered-clients.ts';

/** Everything that the page shows. Written by `sync.ts` and by what its person does; read by what is drawn. */

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The lab does not answer, or the world is no more; tried again by itself. */
  | { readonly kind: 'away'; readonly what: 'lab' | 'world'; readonly why: string };

/** One persona of the lab, in the world that is shown. */
export interface PersonaShown {
  readonly id: string;
  readonly address: string;
  readonly clients: readonly Client[];
  readonly keys: readonly KeyInfo[];
}

/** What was last done, and how it went. */
export interface Notice {
  readonly isError: boolean;
  readonly text: string;
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

/** Oldest first. */
export const exchanges = signal<readonly Exchange[]>([]);
/** How many exchanges fell out of the log before this page read them. */
export const lost = signal(0);
/** Older exchanges may be in the log than the page has read. */
export const hasEarlier = signal(false);
/** Exchanges whose secrets are shown, by id. */
export const revealed = signal<ReadonlyMap<string, Exchange>>(new Map());

export const notice = signal<Notice | undefined>(undefined);
export const morning = signal<Morning | undefined>(undefined);

/** Real time, each second. */
export const now = signal(realNowEpochSeconds());
/** What the address says is open: `x17`. */
export const opened = signal(location.hash.slice(1));

export const flows = computed(() => groupFlows(exchanges.value));
export const newcomers = computed(() =>
  readNewcomers(
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
