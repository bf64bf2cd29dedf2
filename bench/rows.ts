/** The rows of `results.md`: what is measured, the budget of DESIGN §15, and whether Login Lab meets it. */
import { PEERS, type PeerId } from './peers.ts';
import type { Rates, UnderLoad } from './rounds.ts';
import type { Start } from './starts.ts';
import { median, type Spread, shown, spread } from './statistics.ts';

export interface Measured {
  readonly starts: Readonly<Record<PeerId, readonly Start[]>>;
  readonly load: UnderLoad;
  readonly worlds: { readonly openMs: number; readonly thousandMiB: number };
  readonly memoryLogins: number;
}

/** A number that Login Lab shall reach, or not go beyond. */
export interface Budget {
  readonly kind: 'at least' | 'at most' | 'below';
  readonly value: number;
  /** As the table shows it: `≥ 0.6`, `≤ 80 MiB`. */
  readonly text: string;
}

/** One thing that was measured, of each server that has it. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly budget?: Budget;
  readonly values: Readonly<Partial<Record<PeerId, { readonly text: string; readonly value: number }>>>;
}

const budget = (kind: Budget['kind'], value: number, unit = ''): Budget => {
  const sign = { 'at least': '≥', 'at most': '≤', below: '<' }[kind];
  return { kind, value, text: `${sign} ${value}${unit}` };
};

const IDS = PEERS.map(({ id }) => id);

const spreadValue = (all: Spread): { readonly text: string; readonly value: number } => ({ text: shown(all), value: all.median });
const number = (value: number, text: string) => ({ value, text });

const values = (of: (id: PeerId) => Row['values'][PeerId]): Row['values'] =>
  Object.fromEntries(IDS.flatMap((id) => (of(id) === undefined ? [] : [[id, of(id)]])));

/** Round by round: a busy machine slows both down. */
const ratios = (ofOne: readonly number[] | undefined, ofOther: readonly number[] | undefined): Spread | undefined =>
  ofOne && ofOther && spread(ofOne.map((each, round) => each / (ofOther[round] ?? Number.NaN)));

const ratesToFloor = (rates: Rates): Row['values'] =>
  values((id) => {
    const found = ratios(rates[id], rates.floor);
    return found && spreadValue(found);
  });

const startsToFloor = (starts: Measured['starts'], of: (start: Start) => number): Row['values'] =>
  values((id) => {
    const found = ratios(starts[id].map(of), starts.floor.map(of));
    return found && spreadValue(found);
  });

const counts = (all: Readonly<Partial<Record<PeerId, number>>>): Row['values'] =>
  values((id) => (all[id] === undefined ? undefined : number(all[id], String(all[id]))));

const ofLab = (value: number, text: string): Row['values'] => ({ lab: number(value, text) });

const growth = ({ first, second }: UnderLoad['memory']): Row['values'] => {
  const percent = ((second - first) / first) * 100;
  return ofLab(percent, `${percent.toFixed(1)} % (${first.toFixed(0)} → ${second.toFixed(0)} MiB)`);
};

const labTo = (rates: Rates, other: PeerId): Row['values'] => {
  const found = ratios(rates.lab, rates[other]);
  return found ? { lab: spreadValue(found) } : {};
};

const residentOf = (starts: readonly Start[]) => {
  const mebibytes = median(starts.map(({ residentMiB }) => residentMiB));
  return number(mebibytes, `${mebibytes.toFixed(0)} MiB`);
};

export const rowsOf = ({ starts, load, worlds, memoryLogins }: Measured): readonly Row[] => [
  {
    id: 'start',
    what: 'cold start to first discovery reply ÷ floor',
    budget: budget('at most', 1.8),
    values: startsToFloor(starts, ({ discoveryMs }) => discoveryMs),
  },
  {
    id: 'first-login',
    what: 'cold start to the end of the first login ÷ floor',
    values: startsToFloor(starts, ({ loginMs }) => loginMs),
  },
  {
    id: 'login',
    what: 'login of an authorized user, 16 at once ÷ floor',
    budget: budget('at least', 0.6),
    values: ratesToFloor(load.login),
  },
  { id: 'login-emulate', what: 'the same ÷ emulate', budget: budget('at least', 1.1), values: labTo(load.login, 'emulate') },
  { id: 'login-signatures', what: 'RS256 signatures of a login', values: counts(load.signatures.login) },
  {
    id: 'refresh',
    what: 'refresh, 16 at once ÷ floor',
    budget: budget('at least', 1),
    values: ratesToFloor(load.refresh),
  },
  { id: 'refresh-signatures', what: 'RS256 signatures of a refresh', values: counts(load.signatures.refresh) },
  {
    id: 'first-login-requests',
    what: 'HTTP requests of a first login, pages included',
    budget: budget('at most', 5),
    values: counts(load.firstLoginRequests),
  },
  {
    id: 'followed',
    what: 'logins a second beside a follower of the wire log ÷ without',
    budget: budget('at least', 0.9),
    values: { lab: spreadValue(ratios(load.followed.followed, load.followed.alone) ?? spread([])) },
  },
  {
    id: 'world',
    what: 'a new isolated world',
    budget: budget('at most', 0.1, ' ms'),
    values: ofLab(worlds.openMs, `${worlds.openMs.toFixed(3)} ms`),
  },
  {
    id: 'worlds',
    what: 'heap of 1,000 worlds with a login each',
    budget: budget('at most', 40, ' MB'),
    values: ofLab(worlds.thousandMiB * 1.048576, `${(worlds.thousandMiB * 1.048576).toFixed(1)} MB`),
  },
  {
    id: 'resident',
    what: 'resident memory after start',
    budget: budget('at most', 80, ' MiB'),
    values: values((id) => residentOf(starts[id])),
  },
  {
    id: 'second-logins',
    what: `a second ${memoryLogins} logins add`,
    budget: budget('below', 5, ' %'),
    values: growth(load.memory),
  },
];

/** Whether Login Lab keeps to the budget of a row; undefined for a row without one. */
export const isMet = ({ budget: limit, values: { lab } }: Row): boolean | undefined => {
  if (limit === undefined || lab === undefined) return undefined;
  if (limit.kind === 'at least') return lab.value >= limit.value;
  return limit.kind === 'at most' ? lab.value <= limit.value : lab.value < limit.value;
};
