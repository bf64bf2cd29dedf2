import type { Behaviour } from '../../provider/model/index.ts';
import type { Scenario } from '../../scenarios/model/index.ts';
import type { ListedRow } from '../row-status.ts';
import type { Explanation } from './explanation.ts';
import { field, lines, section } from './paragraphs.ts';

/** A row of a catalogue: what is known of the vendor, how far the persona does the same, and what proves it. */
export const explainRow = (row: ListedRow, behaviours: readonly Behaviour[], scenarios: readonly Scenario[]): Explanation => {
  const done = row.behaviours.map((id) => ({ id, summary: behaviours.find((one) => one.id === id)?.summary ?? '' }));
  const urls = [...new Set(behaviours.filter(({ source }) => source.row === row.id).map(({ source }) => source.url))];
  const told = scenarios.filter(({ basis }) => basis.some(({ ref }) => ref === row.id)).map(({ id, title }) => ({ id, title }));
  const text = lines(
    row.id,
    `  ${row.about}`,
    '',
    field('vendor', row.vendor),
    field('section', row.section),
    field('status', [row.state, row.why].filter(Boolean).join(': ')),
    urls.map((url, i) => field(i === 0 ? 'sources' : '', url) ?? ''),
    section('Behaviours that do it:', done, ({ id, summary }) => `  ${id}  ${summary}`),
    section('Tests that prove it:', row.tests, ([file, name]) => `  ${name} (provider/${file})`),
    section('Scenarios about it:', told, ({ id, title }) => `  ${id}  ${title}`),
  );
  return { text, facts: { ...row, behaviours: done, sources: urls, scenarios: told } };
};
