const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

const counted = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;

/** `59 minutes 59 seconds`: the largest unit that fits and the one below it. */
export const renderSpan = (seconds: number): string => {
  const found = UNITS.findIndex(([, size]) => seconds >= size);
  const at = found < 0 ? UNITS.length - 1 : found;
  const [name, size] = UNITS[at] ?? ['second', 1];
  const whole = counted(Math.floor(seconds / size), name);
  const [smaller, smallerSize] = UNITS[at + 1] ?? ['second', 1];
  const rest = Math.floor((seconds % size) / smallerSize);
  return rest === 0 || at + 1 >= UNITS.length ? whole : `${whole} ${counted(rest, smaller)}`;
};

/** `2026-11-23 22:19:52 UTC`; undefined beyond the range of a date. */
export const renderMoment = (epochMs: number): string | undefined => {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime())
    ? undefined
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC');
};

/** A moment as seen from another: `59 minutes 59 seconds later`, `1 day earlier`, `the same second`. Both in seconds. */
export const renderDistance = (epochSeconds: number, fromEpochSeconds: number): string => {
  const distance = Math.trunc(epochSeconds) - Math.floor(fromEpochSeconds);
  if (distance === 0) return 'the same second';
  return `${renderSpan(Math.abs(distance))} ${distance > 0 ? 'later' : 'earlier'}`;
};
