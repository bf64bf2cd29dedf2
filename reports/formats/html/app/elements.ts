/** Elements that a selector finds, in the document or below one of them. */
export const all = <E extends HTMLElement>(selector: string, within: ParentNode = document): readonly E[] => [
  ...within.querySelectorAll<E>(selector),
];

/** The first of them. */
export const one = <E extends HTMLElement>(selector: string, within: ParentNode = document): E | null =>
  within.querySelector<E>(selector);
