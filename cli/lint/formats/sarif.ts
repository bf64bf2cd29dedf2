import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Level, Rule } from '../../../scenarios/model/index.ts';
import { forUser, fromUser } from '../../paths.ts';
import type { LintedSource, LintFinding, LintResult } from '../lint-result.ts';

const LEVELS = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const satisfies Record<Level, string>;

const ruleOf = ({ id, title, level, fix, basis }: Rule) => {
  const helpUri = basis.find(({ url }) => url !== undefined)?.url;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: fix },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[level] },
  };
};

/** Addresses of labs stay; files become relative to the folder in which the command runs, where they are below it. */
const uriOf = (source: string): string => {
  if (/^https?:/.test(source)) return source;
  const file = fromUser(source);
  const below = forUser(file);
  return path.isAbsolute(below) ? pathToFileURL(file).href : below.split(path.sep).map(encodeURIComponent).join('/');
};

const resultOf = (source: string, { rule, level, message, fix, places }: LintFinding) => ({
  ruleId: rule,
  level: LEVELS[level],
  message: { text: `${message} ${fix}` },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: uriOf(source) }, region: { startLine: 1 } },
      logicalLocations: places.slice(0, 10).map(({ at, method, url }) => ({ fullyQualifiedName: at, name: `${method} ${url}` })),
    },
  ],
  partialFingerprints: { 'loginlab/v1': `${rule} ${path.basename(source)} ${places[0]?.url ?? ''}` },
});

/** SARIF 2.1.0, for code scanning. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const renderSarif = ({ tool, sources }: LintResult, rules: readonly Rule[]): string =>
  JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(ruleOf) } },
          results: sources.flatMap(({ source, findings }: LintedSource) => findings.map((each) => resultOf(source, each))),
        },
      ],
    },
    undefined,
    2,
  );
