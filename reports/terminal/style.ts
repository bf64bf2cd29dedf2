import pc from 'picocolors';
import type { Counted, Verdict } from '../../scenarios/model/index.ts';

type Paint = (text: string) => string;

/** How the parts of the terminal report look. */
export interface Style {
  readonly verdict: Readonly<Record<Verdict | Counted, Paint>>;
  readonly strong: Paint;
  readonly soft: Paint;
  readonly good: Paint;
  readonly bad: Paint;
}

/** Colour is never the only difference: output without colour says the same. */
export const makeStyle = (color: boolean): Style => {
  const { green, red, yellow, blue, magenta, cyan, dim, bold } = pc.createColors(color);
  return {
    verdict: { pass: green, fail: red, known: cyan, warn: yellow, info: blue, skip: dim, inconclusive: magenta },
    strong: bold,
    soft: dim,
    good: green,
    bad: red,
  };
};
