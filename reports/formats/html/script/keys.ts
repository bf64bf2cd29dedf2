/** Keys: `/` focuses the text filter, arrows move between verdicts, Escape leaves a result. */
export const KEYS = `
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const isField = (element) => element.matches('input, select, textarea');

const stepFrom = (link, [down, right]) => {
  const cell = link.closest('td');
  if (cell === null) return;
  const rows = all('.matrix tr').filter((row) => row.offsetParent !== null && one('td', row));
  let [row, column] = [rows.indexOf(cell.parentElement), cell.cellIndex];
  for (;;) {
    row += down;
    column += right;
    const next = rows[row]?.cells[column];
    if (next === undefined || next.tagName !== 'TD') return;
    const target = one('a', next);
    if (target) return target;
  }
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  if (key === '/' && form && current === null && !isField(target)) {
    event.preventDefault();
    form.elements.text.focus();
    return;
  }
  if (key === 'Escape' && current !== null) location.hash = left.address;
  const next = key in STEPS && target.matches('.matrix a') ? stepFrom(target, STEPS[key]) : undefined;
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
});
`;
