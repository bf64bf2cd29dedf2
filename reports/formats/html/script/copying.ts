/** Buttons that copy the command next to them; if the browser forbids it, the command is selected instead. */
export const COPYING = `
const copy = async (button) => {
  const command = one('code', button.parentElement);
  try {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(command);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
};
for (const button of all('.copy')) {
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', () => copy(button));
}
`;
