import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Step to the next control by key. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Controls of the bar itself; those in an open menu are reached with Tab. */
const controlsOf = (bar: HTMLElement): readonly HTMLElement[] =>
  [...bar.querySelectorAll<HTMLElement>('button, summary')].filter((each) => !each.closest('.panel'));

const makeTabStop = (controls: readonly HTMLElement[], stop: HTMLElement | undefined): void => {
  for (const control of controls) control.tabIndex = control === stop ? 0 : -1;
};

const targetOf = (key: string, at: number, count: number): number | undefined => {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : (at + step + count) % count;
};

/**
 * A bar of controls that is one tab stop; the arrow keys, Home and End move within it.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export const Toolbar = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const controls = bar.current ? controlsOf(bar.current) : [];
    makeTabStop(controls, controls.find((each) => each.tabIndex === 0 && each.hasAttribute('tabindex')) ?? controls[0]);
  });
  const focus = (event: FocusEvent): void => {
    const controls = bar.current ? controlsOf(bar.current) : [];
    const focused = controls.find((each) => each === event.target);
    if (focused) makeTabStop(controls, focused);
  };
  const move = (event: KeyboardEvent): void => {
    const controls = bar.current ? controlsOf(bar.current) : [];
    const at = event.target instanceof HTMLElement ? controls.indexOf(event.target) : -1;
    const target = at < 0 ? undefined : targetOf(event.key, at, controls.length);
    if (target === undefined) return;
    event.preventDefault();
    controls[target]?.focus();
  };
  return (
    <div ref={bar} class="toolbar" role="toolbar" aria-label={label} onFocusIn={focus} onKeyDown={move}>
      {children}
    </div>
  );
};
