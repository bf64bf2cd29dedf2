import { all } from './elements.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

const isField = (element: Element): boolean => element.matches('input, select, textarea');

/** The next link of the list that is shown. */
const stepFrom = (link: Element, step: number): HTMLElement | undefined => {
  const links = all('.row .open, .cause > summary').filter((each) => each.checkVisibility());
  return links[links.indexOf(link as HTMLElement) + step];
};

interface Actions {
  readonly isOverview: () => boolean;
  readonly focusText: () => void;
  readonly leave: () => void;
}

/** Keys: `/` focuses the text filter, arrows move between results and causes, Escape leaves a result. */
export const enableKeys = ({ isOverview, focusText, leave }: Actions): void =>
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    if (key === '/' && isOverview() && !isField(target)) {
      event.preventDefault();
      focusText();
    }
    if (key === 'Escape' && !isOverview()) leave();
    const step = target.matches('.row .open, .cause > summary') ? STEPS[key] : undefined;
    const next = step === undefined ? undefined : stepFrom(target, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
