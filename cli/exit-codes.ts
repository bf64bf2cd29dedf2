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

/** What the codes mean to a user: code, meaning. Shown by `--help`, and written to `docs/cli.md`. */
export const EXIT_MEANINGS: readonly (readonly [codes: string, meaning: string])[] = [
  [`${EXIT.held}`, 'no new failure, and something of each app was judged'],
  [
    `${EXIT.broken}`,
    'a MUST newly failed (a SHOULD with `--strict`), nothing of an app was judged, a result is inconclusive, or an expectation is stale; of two compared runs: a result got worse',
  ],
  [`${EXIT.usage}`, 'the command or the config is wrong, or there is nothing to run'],
  [`${EXIT.lab}`, 'the lab failed, or its port is taken'],
  [
    `${EXIT.notExecutable}, ${EXIT.notFound}`,
    `the command given to \`exec\` cannot be run (${EXIT.notExecutable}) or does not exist (${EXIT.notFound}); otherwise \`exec\` returns the exit code of its command`,
  ],
  [
    `${EXIT.interrupted}, ${EXIT.terminated}`,
    '`run` was stopped by Ctrl-C or a termination signal; the report holds the finished results',
  ],
];
