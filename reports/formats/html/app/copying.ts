import { all, one } from './elements.ts';

const copy = async (button: HTMLElement): Promise<void> => {
  const command = one('code', button.parentElement ?? document);
  if (!command) return;
  try {
    await navigator.clipboard.writeText(command.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(command);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
};

/** Buttons that copy the command next to them; if the browser forbids it, the command is selected instead. */
export const enableCopying = (within: ParentNode): void => {
  for (const button of all('.copy', within)) {
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', () => void copy(button));
  }
};
