import type { Level, Rule } from '../../scenarios/model/index.ts';
import { refs } from './basis-links.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

const MEANINGS: Readonly<Record<Level, string>> = {
  MUST: 'A breach whatever the app is. In a run it is a failure.',
  SHOULD: 'Wrong nearly always; there may be a reason that the traffic does not show. In a run it is a warning.',
  MAY: 'Right for some apps, and worth a look. In a run it is information.',
};

const section = (level: Level, rules: readonly Rule[]): readonly string[] => [
  `## ${level}`,
  '',
  MEANINGS[level],
  '',
  markdownTable(
    ['id', 'what should hold', 'because', 'fix'],
    rules.filter((rule) => rule.level === level).map(({ id, title, basis, fix }) => [code(id), title, refs(basis), fix]),
  ),
  '',
];

/** `docs/rules.md`: every rule, by level. */
export const rulesPage = (rules: readonly Rule[]): string =>
  [
    GENERATED,
    '# Rules',
    '',
    `${rules.length} rules check any recorded traffic, without a scenario: of every scenario, of a lab that is used by hand (\`serve\`, \`exec\`, the console), and of`,
    'a HAR ([`loginlab lint`](lint.md)). A rule looks at what the client did, never at what the provider answered. `loginlab explain RULE` shows one.',
    'A finding can be milder than its rule: where the traffic does not show a breach, as of a form of request that a vendor may document as its own.',
    'That holds at a provider that the lab does not imitate and no discovery document of the recording describes, unless it refused the request.',
    '',
    ...(Object.keys(MEANINGS) as Level[]).flatMap((level) => section(level, rules)),
  ].join('\n');
