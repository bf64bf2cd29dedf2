/** What the rules found in the traffic of an app, said when the app has ended. */
import type { World } from '../../provider/index.ts';
import { LoginLabError, type TrafficFinding } from '../../provider/model/index.ts';

/** Of each rule the first finding is shown; of many rules these. */
const MOST_RULES = 12;
const MOST_EXCHANGES = 5;

const MARKS = { MUST: '✗', SHOULD: '!', MAY: 'i' } as const;
const ORDER = Object.keys(MARKS);

const keyOf = ({ rule, message, exchanges }: TrafficFinding): string => [rule, message, ...exchanges].join(' ');

/** A lab that another program opened may have no rules; one that has ended has nothing to say. */
const readFindings = async (world: World): Promise<readonly TrafficFinding[]> => {
  try {
    return await world.findings();
  } catch (error) {
    if (error instanceof LoginLabError && error.code !== 'internal') return [];
    throw error;
  }
};

const renderFinding = ({ rule, level, message, fix, exchanges }: TrafficFinding, again: number): readonly string[] => {
  const more = exchanges.length > MOST_EXCHANGES ? ` and ${exchanges.length - MOST_EXCHANGES} more` : '';
  return [
    `  ${MARKS[level]} ${level} ${rule}: ${message}${again > 0 ? ` And ${again} more of this rule.` : ''}`,
    `      Fix: ${fix}`,
    `      Exchanges: ${exchanges.slice(0, MOST_EXCHANGES).join(', ')}${more}`,
  ];
};

/** The lines about some findings: the worst first, one for each rule. */
export const renderFindings = (findings: readonly TrafficFinding[]): readonly string[] => {
  if (findings.length === 0) return [];
  const sorted = findings.toSorted((one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level));
  const byRule = Map.groupBy(sorted, ({ rule }) => rule);
  const hidden = byRule.size - MOST_RULES;
  return [
    `What the rules found in the traffic of the app (loginlab explain RULE says more):`,
    ...[...byRule.values()]
      .slice(0, MOST_RULES)
      .flatMap(([first, ...others]) => (first ? renderFinding(first, others.length) : [])),
    ...(hidden > 0 ? [`  and ${hidden} more rules; all of them: GET /_lab/worlds/WORLD/findings`] : []),
  ];
};

/** Returns what reads the findings that came since. */
export const findingsSince = async (world: World): Promise<() => Promise<readonly TrafficFinding[]>> => {
  const before = new Set((await readFindings(world)).map(keyOf));
  return async () => (await readFindings(world)).filter((finding) => !before.has(keyOf(finding)));
};
