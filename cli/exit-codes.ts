import type { ErrorCode } from '../provider/model/index.ts';

/** Exit codes. `broken` also covers an app of which nothing was judged, an inconclusive result and a stale expectation; `usage` an empty selection. */
export const EXIT = {
  held: 0,
  broken: 1,
  usage: 2,
  lab: 3,
  interrupted: 130,
  terminated: 143,
  notExecutable: 126,
  notFound: 127,
} as const;

/** The exit code of an error that ends a command. */
export const exitCodeOf = {
  usage: EXIT.usage,
  config: EXIT.usage,
  'unknown-id': EXIT.usage,
  unsupported: EXIT.usage,
  'clock-not-held': EXIT.usage,
  'too-many': EXIT.usage,
  'port-taken': EXIT.lab,
  'world-gone': EXIT.lab,
  'lab-unreachable': EXIT.lab,
  internal: EXIT.lab,
} as const satisfies Record<ErrorCode, number>;
