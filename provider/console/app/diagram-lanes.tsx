import type { ComponentChildren } from 'preact';
import { LANE_NAMES, type Lane } from '../../../drawing/sequence.ts';

/** The lanes of a sequence diagram, with what moves between them. */
export const DiagramLanes = ({ lanes, children }: { readonly lanes: readonly Lane[]; readonly children: ComponentChildren }) => (
  <div class={`diagram lanes-${lanes.length}`}>
    <div class="heads" aria-hidden="true">
      {lanes.map((lane, index) => (
        <span key={lane} class={`lane-${index + 1}`}>
          {LANE_NAMES[lane]}
        </span>
      ))}
    </div>
    <div class="lives" aria-hidden="true">
      {lanes.map((lane, index) => (
        <i key={lane} class={`lane-${index + 1}`} />
      ))}
    </div>
    <ol class="moves">{children}</ol>
  </div>
);
