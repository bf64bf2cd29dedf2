import { expect } from 'vitest';
import { visibleLine } from '../../drawing/visible.ts';
import { readOutline } from '../outline.ts';
import type { Reader } from './describe-reporter.ts';
import { parseXml } from './read-junit.ts';

/** `matrix.txt` is plain text with a line for each scenario; `badge.svg` is well-formed, loads nothing, and says how the run ended. */
export const reader: Reader = (sample) => {
  const skeleton = (sample[1]?.content ?? '').match(/<[a-zA-Z]+/g);
  return (files, run) => {
    expect(files.map(({ path }) => path)).toEqual(['matrix.txt', 'badge.svg']);
    const [text = '', badge = ''] = files.map(({ content }) => content);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
    for (const { scenario } of readOutline(run).rows) expect(text).toContain(visibleLine(scenario));
    expect(parseXml(badge).name).toBe('svg');
    expect(badge.match(/<[a-zA-Z]+/g)).toEqual(skeleton);
    expect(badge).toContain(`Login Lab: ${run.summary.red ? 'red' : 'green'}`);
    expect(badge).not.toMatch(/<script|<image|<foreignObject|href=/);
  };
};
