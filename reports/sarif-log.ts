import type { Level } from '../scenarios/model/index.ts';

/** A rule as SARIF names it: what should hold, and how to mend what breaks it. */
export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly help: string;
  readonly basis: readonly { readonly url?: string | undefined }[];
}

const LEVELS = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const satisfies Record<Level, string>;

/** The level of SARIF for one of ours. */
export const sarifLevel = (level: Level): (typeof LEVELS)[Level] => LEVELS[level];

const renderRule = ({ id, title, level, help, basis }: SarifRule) => {
  const helpUri = basis.find(({ url }) => url !== undefined && URL.canParse(url))?.url;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: help },
    ...(helpUri === undefined ? {} : { helpUri: new URL(helpUri).href }),
    defaultConfiguration: { level: LEVELS[level] },
  };
};

/** What one tool found. */
export interface SarifRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly SarifRule[];
  /** SARIF `result` objects. */
  readonly results: readonly object[];
  /** SARIF `invocation` object. */
  readonly invocation?: object;
}

/** A SARIF 2.1.0 log of one run, for code scanning. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const renderSarifLog = ({ tool, rules, results, invocation }: SarifRun): string =>
  JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(renderRule) } },
          ...(invocation ? { invocations: [invocation] } : {}),
          results,
        },
      ],
    },
    undefined,
    2,
  );
