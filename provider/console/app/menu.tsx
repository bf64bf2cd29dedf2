import type { ComponentChildren } from 'preact';

const openMenus = (): readonly HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>('.menu[open]')];

/** Closes a menu. The focus returns to its button if it was inside. */
const close = (menu: HTMLDetailsElement): void => {
  const isInside = menu.querySelector('.panel')?.contains(document.activeElement) ?? false;
  menu.open = false;
  if (isInside) menu.querySelector('summary')?.focus();
};

/** Closes every menu, as after an action. */
export const closeMenus = (): void => openMenus().forEach(close);

const closeOthers = ({ target }: Event): void => {
  for (const menu of openMenus()) if (target instanceof Node && !menu.contains(target)) menu.open = false;
};

/** Menus close with Escape, and when one presses or tabs elsewhere. */
export const startClosingMenus = (): void => {
  addEventListener('pointerdown', closeOthers);
  addEventListener('focusin', closeOthers);
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') closeMenus();
  });
};

/** A button that opens a panel of actions. One is open at a time. */
export const Menu = ({ label, children }: { readonly label: ComponentChildren; readonly children: ComponentChildren }) => (
  <details class="menu" name="menu">
    <summary>{label}</summary>
    <div class="panel">{children}</div>
  </details>
);
