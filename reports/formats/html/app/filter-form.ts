import { all, one } from './elements.ts';
import { type Filter, List } from './filter.ts';

/** Milliseconds after the last key until the address takes a text over. */
const WRITE_AFTER_MS = 250;

const addressOf = (filter: Filter): string => {
  const set = Object.entries(filter).filter(([, value]) => value !== '');
  return set.length === 0 ? '#list' : `#list?${new URLSearchParams(set)}`;
};

type Field = HTMLInputElement | HTMLSelectElement;

/** The form of the filters; the address keeps what is set. */
export class FilterForm {
  readonly #form: HTMLFormElement;
  readonly #fields: readonly Field[];
  readonly #list = new List();
  #writing: ReturnType<typeof setTimeout> | undefined;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#fields = all<Field>('[name]', form);
    form.hidden = false;
    for (const link of all<HTMLAnchorElement>('a[data-show]')) link.href = addressOf({ show: link.dataset.show ?? '' });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', (event) => this.#typed(event));
    form.addEventListener('focusout', () => this.#write());
    form.addEventListener('change', (event) => {
      this.#write();
      if (!isText(event)) location.hash = this.address;
    });
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      clearTimeout(this.#writing);
      this.#fill({});
      location.hash = '#list';
    });
  }

  /** The address of the list as it is filtered. */
  get address(): string {
    return addressOf(this.#values);
  }

  /** Filters as the address says. */
  follow(): void {
    const query = new URLSearchParams(location.hash.split('?').slice(1).join('?'));
    this.#fill(Object.fromEntries(query));
  }

  focusText(): void {
    one<HTMLInputElement>('[name=text]', this.#form)?.focus();
  }

  get #values(): Filter {
    return Object.fromEntries(this.#fields.map(({ name, value }) => [name, value]));
  }

  #fill(filter: Filter): void {
    for (const field of this.#fields) {
      const wanted = filter[field.name] ?? '';
      if (field.value !== wanted) field.value = wanted;
    }
    this.#apply();
  }

  #apply(): void {
    const status = one('[role=status]', this.#form);
    const words = this.#list.apply(this.#values);
    if (status) status.textContent = words;
  }

  #typed(event: Event): void {
    if (!isText(event)) return;
    this.#apply();
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), WRITE_AFTER_MS);
  }

  #write(): void {
    clearTimeout(this.#writing);
    if (this.#writing !== undefined) history.replaceState(null, '', this.address);
    this.#writing = undefined;
  }
}

const isText = ({ target }: Event): boolean => target instanceof HTMLInputElement && target.name === 'text';
