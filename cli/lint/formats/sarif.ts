import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderSarifLog, type SarifRule, sarifLevel } from '../../../reports/index.ts';
import type { Rule } from '../../../scenarios/model/index.ts';
import { forUser, fromUser } from '../../paths.ts';
import type { LintedSource, LintFinding, LintResult } from '../lint-result.ts';
import { UNREADABLE_FIX } from './unreadable.ts';

const ruleOf = ({ id, title, level, fix, basis }: Rule): SarifRule => ({ id, title, level, help: fix, basis });

/** Addresses of labs stay; files become relative to the folder in which the command runs, where they are below it. */
const uriOf = (source: string): string => {
  if (/^https?:/.test(source)) return source;
  const file = fromUser(source);
  const below = forUser(file);
  return path.isAbsolute(below) ? pathToFileURL(file).href : below.split(path.sep).map(encodeURIComponent).join('/');
};

const resultOf = (source: string, { rule, level, message, fix, places }: LintFinding) => ({
  ruleId: rule,
  level: sarifLevel(level),
  message: { text: `${message} ${fix}` },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: uriOf(source) }, region: { startLine: 1 } },
      logicalLocations: places.slice(0, 10).map(({ at, method, url }) => ({ fullyQualifiedName: at, name: `${method} ${url}` })),
    },
  ],
  partialFingerprints: { 'loginlab/v1': `${rule} ${path.basename(source)} ${places[0]?.url ?? ''}` },
});

/** A log without results must not say that all is well where not all was read. */
const invocationOf = (sources: readonly LintedSource[]): object => ({
  executionSuccessful: sources.every(({ unreadable }) => unreadable.length === 0),
  toolExecutionNotifications: sources.flatMap(({ source, unreadable }) =>
    unreadable.map((why) => ({
      level: 'error',
      message: { text: `${why} ${UNREADABLE_FIX}` },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(source) } } }],
    })),
  ),
});

/** For code scanning: a result for each finding of each recording. */
export const renderSarif = ({ tool, sources }: LintResult, rules: readonly Rule[]): string =>
  renderSarifLog({
    tool,
    rules: rules.map(ruleOf),
    results: sources.flatMap(({ source, findings }: LintedSource) => findings.map((each) => resultOf(source, each))),
    invocation: invocationOf(sources),
  });
