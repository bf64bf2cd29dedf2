import type { Comparison } from '../../../scenarios/model/index.ts';

/** One line for each story and behaviour, so that `grep` and `diff` work on it. */
export const renderJson = (comparison: Comparison): string => {
  const { stories, behaviours, ...rest } = comparison;
  const head = JSON.stringify(rest, undefined, 2).slice(0, -'\n}'.length);
  const lines = stories.map((story) => `\n    ${JSON.stringify(story)}`).join(',');
  const named = Object.entries(behaviours).map(([id, each]) => `\n    ${JSON.stringify(id)}: ${JSON.stringify(each)}`);
  return `${head},\n  "stories": [${lines}\n  ],\n  "behaviours": {${named.join(',')}\n  }\n}\n`;
};
