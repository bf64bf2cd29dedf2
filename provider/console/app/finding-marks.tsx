import { visible } from '../../../drawing/visible.ts';
import type { TrafficFinding } from '../../model/index.ts';
import { findingsAt, markOf } from './findings.ts';
import * as state from './state.ts';

const Mark = ({ finding }: { readonly finding: TrafficFinding }) => (
  <span class={`mark ${markOf(finding)}`}>
    {finding.level} {finding.rule}
  </span>
);

/** The findings of the rules at an exchange: the message at the last that shows it, a link to that one at the others. */
export const FindingMarks = ({ exchange }: { readonly exchange: string }) => {
  const found = findingsAt(state.findings.value ?? [], exchange);
  if (found.length === 0) return null;
  return (
    <ul class="finding-marks" aria-label={`Findings at ${exchange}`}>
      {found.map(({ finding, isWhole }) => (
        <li key={finding.rule}>
          <Mark finding={finding} />{' '}
          {isWhole ? (
            <>
              {visible(finding.message)} <a href="#findings">Fix</a>
            </>
          ) : (
            <a href={`#${finding.exchanges.at(-1)}`}>told at {finding.exchanges.at(-1)}</a>
          )}
        </li>
      ))}
    </ul>
  );
};

const shown = ({ exchanges }: TrafficFinding) =>
  exchanges.slice(-8).map((id) => (
    <span key={id}>
      {' '}
      <a href={`#${id}`}>{id}</a>
    </span>
  ));

/** Every finding, with links to its exchanges; nothing if there is none. */
export const FindingList = () => {
  const findings = state.findings.value ?? [];
  if (findings.length === 0) return null;
  return (
    <section class="card" aria-labelledby="findings">
      <h2 id="findings" tabIndex={-1}>
        Findings
      </h2>
      <ul class="rows">
        {findings.map((finding, index) => (
          <li key={`${finding.rule} ${index}`}>
            <Mark finding={finding} /> {visible(finding.title)}
            <p class="row-state">
              {visible(finding.message)} <b>Fix:</b> {visible(finding.fix)}
            </p>
            <small>Shown by{shown(finding)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
};
