import { all, one } from './elements.ts';

/** What the filters say, by their names; empty texts say nothing. */
export type Filter = Readonly<Record<string, string>>;

/** A line of the list, with what it is found by. */
interface Line {
  readonly element: HTMLElement;
  readonly data: DOMStringMap;
  readonly results: number;
  text: string | undefined;
}

interface Group {
  readonly element: HTMLDetailsElement;
  readonly open: boolean;
  readonly head: string;
  readonly lines: readonly Line[];
}

interface Section {
  readonly element: HTMLElement;
  readonly counted: string;
  readonly groups: readonly Group[];
}

const lower = (element: Element | null): string => (element?.textContent ?? '').toLowerCase();

const readSection = (element: HTMLElement): Section => ({
  element,
  counted: element.dataset.counted ?? '',
  groups: all<HTMLDetailsElement>('.cause', element).map((group) => ({
    element: group,
    open: group.open,
    head: lower(one('summary', group)),
    lines: all('.row', group).map((line) => ({
      ...{ element: line, data: line.dataset, results: Number(line.dataset.results), text: undefined },
    })),
  })),
});

const SHOWN: Readonly<Record<string, readonly string[]>> = { new: ['fail', 'inconclusive'] };

const NAMES = ['persona', 'app', 'area', 'level'] as const;

/** With more groups than this a text opens none: opening all would show too much. */
const MOST_OPENED = 40;

/** The list of results, which a filter narrows. */
export class List {
  readonly #sections = all('.group').map(readSection);
  readonly #count = new Set(this.#sections.flatMap(({ groups }) => groups.flatMap(({ lines }) => lines))).size;

  /** Shows what fits. Returns what is shown, in words. */
  apply(filter: Filter): string {
    const shown = this.#sections.map((section) => this.#showSection(section, filter));
    const groups = shown.flat();
    const isNarrow = Object.values(filter).some((value) => value !== '');
    const opens = isNarrow && groups.length <= MOST_OPENED;
    for (const { groups: own } of this.#sections) for (const { element, open } of own) element.open = open || opens;
    const count = groups.reduce((sum, { lines }) => sum + lines, 0);
    return `${count === this.#count ? `All ${count}` : `${count} of ${this.#count}`} lines.`;
  }

  #showSection({ element, counted, groups }: Section, filter: Filter): readonly { readonly lines: number }[] {
    const { show = '' } = filter;
    const isAsked = show === '' || (SHOWN[show] ?? [show]).includes(counted);
    const shown = isAsked ? groups.map((group) => showGroup(group, filter)).filter((lines) => lines > 0) : [];
    element.hidden = shown.length === 0;
    return shown.map((lines) => ({ lines }));
  }
}

const fits = (line: Line, filter: Filter, text: string): boolean => {
  if (NAMES.some((name) => filter[name] && line.data[name] !== filter[name])) return false;
  line.text ??= lower(line.element);
  return text === '' || line.text.includes(text);
};

/** Shows the lines of a group that fit; returns their number. A text that the head has fits every line. */
const showGroup = ({ element, head, lines }: Group, filter: Filter): number => {
  const text = (filter.text ?? '').trim().toLowerCase();
  const rest = head.includes(text) ? '' : text;
  const shown = lines.filter((line) => fits(line, filter, rest));
  const visible = new Set(shown);
  for (const line of lines) if (line.element.hidden === visible.has(line)) line.element.hidden = !visible.has(line);
  element.hidden = shown.length === 0;
  return shown.length;
};
