import fc from 'fast-check';
import { type RunResult, runResultSchema } from '../../scenarios/model/index.ts';

// Members whose values the schema fixes; every other text of a run may come from outside.
const FIXED: ReadonlySet<string> = new Set([
  'authority',
  'checkedOn',
  'confidence',
  'expected',
  'from',
  'leg',
  'level',
  'motion',
  'startedAt',
  'to',
  'verdict',
]);
// Members that are dictionaries: their keys come from outside too.
const DICTIONARIES: ReadonlySet<string> = new Set(['behaviours', 'claims', 'exchanges', 'header', 'personas']);

type Twist = (text: string) => string;

const twistValue = (value: unknown, twist: Twist): unknown => {
  if (typeof value === 'string') return twist(value);
  if (Array.isArray(value)) return value.map((item) => twistValue(item, twist));
  return typeof value === 'object' && value !== null ? twistMembers(value, twist) : value;
};

const twistMembers = (record: object, twist: Twist, keys = false): object =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (FIXED.has(key) && !keys) return [key, value];
      const dictionary = DICTIONARIES.has(key) && !Array.isArray(value);
      return [keys ? twist(key) : key, dictionary ? twistMembers(value, twist, true) : twistValue(value, twist)];
    }),
  );

/** The run with every free text and every free key changed; it stays valid, and its references still resolve. */
export const makeHostile = (run: RunResult, twist: Twist): RunResult =>
  runResultSchema.parse({ ...twistMembers(run, twist), tool: { ...run.tool, version: twist(run.tool.version) } });

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</code></pre></details></article></main><h1>',
  '</style><script>',
  '<!-- -->',
  ']]><failure/>',
  '&lt;&amp;&#0;&nbsp;',
  'javascript:alert(1)//',
  '`{{1}}',
  '\u0000\u0008\u001b[2J\u001b]0;title\u0007',
  '\r\n\t\u0085\u2028',
  '\ud800',
  '\udc00\ud800',
  '\ufffe\uffff\u{1fffe}',
  '\u202egnp.exe',
  '__proto__',
  '日本語 👩‍💻 é',
  '\n::error::owned\n::stop-commands::x\n##[command]x',
];

const put = (evil: string, before: boolean): Twist =>
  Object.assign((text: string) => (before ? evil + text : text + evil), {
    [fc.toStringMethod]: () => JSON.stringify({ evil, before }),
  });

/** Every known attack before and after every text of a run; as `examples`, so that each is always tried. */
export const knownAttacks: [Twist][] = ATTACKS.flatMap((evil) => [true, false].map((before): [Twist] => [put(evil, before)]));

/** Changes that put a random text before or after every text of a run. */
export const hostileTwists: fc.Arbitrary<Twist> = fc
  .tuple(fc.string({ unit: 'binary' }), fc.boolean())
  .map(([evil, before]) => put(evil, before));
