/**
 * The script of the report. It adds filters that the address keeps, a view for each result, keys, and copy buttons. It sends no
 * request, and makes markup only with the templates of the report, which escape every text.
 */
import { makeAnchors } from '../anchors.ts';
import { renderResult } from '../result.ts';
import { html } from '../template.ts';
import { enableCopying } from './copying.ts';
import { one } from './elements.ts';
import { FilterForm } from './filter-form.ts';
import { enableKeys } from './keys.ts';
import { RunData } from './run-data.ts';

const form = one<HTMLFormElement>('.filters');
const view = one('#view');

const openTo = (target: Element): void => {
  for (let place: Element | null | undefined = target; place; place = place.parentElement?.closest('details'))
    if (place instanceof HTMLDetailsElement) place.open = true;
  const own = one<HTMLDetailsElement>(':scope > details', target);
  if (own) own.open = true;
  target.scrollIntoView();
  const focused = own ? one('summary', own) : target;
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
};

/** The page: an overview, or one result. */
class Report {
  readonly #form: FilterForm;
  readonly #view: HTMLElement;
  readonly #title = document.title;
  /** Where the overview was left. */
  readonly #left: { address: string; scroll: number; focus: HTMLElement | null } = { address: '#list', scroll: 0, focus: null };
  #data: Promise<RunData> | undefined;
  #current: number | undefined;

  constructor(filters: FilterForm, shown: HTMLElement) {
    this.#form = filters;
    this.#view = shown;
    enableKeys({
      isOverview: () => this.#current === undefined,
      focusText: () => filters.focusText(),
      leave: () => {
        location.hash = this.#left.address;
      },
    });
    addEventListener('click', ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLElement>('a[href^="#"]') : null;
      if (this.#current === undefined && link) Object.assign(this.#left, { scroll: scrollY, focus: link });
    });
    addEventListener('hashchange', () => void this.show());
  }

  /** Shows what the address names. */
  async show(): Promise<void> {
    const [, number] = /^#result-(\d+)(?:-|$)/.exec(location.hash) ?? [];
    if (number === undefined) this.#showOverview();
    else await this.#showResult(Number(number) - 1);
  }

  #showOverview(): void {
    const isBack = this.#current !== undefined;
    this.#current = undefined;
    this.#view.replaceChildren();
    document.documentElement.dataset.view = 'overview';
    document.title = this.#title;
    this.#form.follow();
    if (!isBack) return;
    scrollTo(0, this.#left.scroll);
    this.#left.focus?.focus({ preventScroll: true });
  }

  async #showResult(place: number): Promise<void> {
    if (this.#current !== place) await this.#open(place);
    const { hash } = location;
    const target = document.getElementById(hash.slice(1));
    if (!target || target.matches('.result')) scrollTo(0, 0);
    else openTo(target);
  }

  async #open(place: number): Promise<void> {
    if (this.#current === undefined) this.#left.address = this.#form.address;
    this.#current = place;
    document.documentElement.dataset.view = 'result';
    this.#view.replaceChildren();
    const markup = await this.#render(place);
    if (this.#current !== place) return; // left while it was read
    this.#view.innerHTML = `<h2 class="hidden">Result</h2>${markup}`;
    for (const back of this.#view.querySelectorAll<HTMLAnchorElement>('.back')) back.href = this.#left.address;
    enableCopying(this.#view);
    const heading = one('h3', this.#view);
    document.title = `${(heading?.textContent ?? '').trim().replace(/\s+/g, ' ')} · ${this.#title}`;
    heading?.focus({ preventScroll: true });
  }

  async #render(place: number): Promise<string> {
    try {
      this.#data ??= RunData.open();
      const data = await this.#data;
      const result = await data.result(place);
      if (!result)
        return html`<p class="crumb"><a href="#list" class="back">← All results</a></p><h3 tabindex="-1">This run has no result ${place + 1}</h3>`
          .markup;
      return renderResult({ run: data.run, anchors: makeAnchors(data.run) }, result).markup;
    } catch (error) {
      return html`<p class="crumb"><a href="#list" class="back">← All results</a></p><h3 tabindex="-1">This browser cannot read the details</h3><p>They are compressed with deflate-raw, which it does not know: ${String(error)}. Use a browser of 2023 or later, or read run.json.</p>`
        .markup;
    }
  }
}

for (const note of document.querySelectorAll('.without-script')) note.remove();
if (form && view) void new Report(new FilterForm(form), view).show();
