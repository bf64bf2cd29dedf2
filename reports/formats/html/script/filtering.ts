/** Filters the matrix by the query after `#matrix?` in the address. */
export const FILTERING = `
const form = one('.filters');
const fields = form ? [...form.elements].filter((field) => field.name) : [];
const scenarios = all('.matrix .scenario');
const unfolded = new Set(scenarios.filter((group) => !group.classList.contains('uniform')));

const readFilter = () => {
  const query = new URLSearchParams(location.hash.split('?').slice(1).join('?'));
  return Object.fromEntries(fields.map(({ name }) => [name, query.get(name) ?? '']));
};

const addressOf = (filter) => {
  const set = Object.entries(filter).filter(([, value]) => value !== '');
  return set.length === 0 ? '#matrix' : '#matrix?' + new URLSearchParams(set);
};

const typed = () => Object.fromEntries(fields.map(({ name, value }) => [name, value]));

const has = (row, verdict) => all('td', row).some((cell) => cell.dataset.found.split(' ').includes(verdict));
const says = (row, text) => one('th', row).textContent.toLowerCase().includes(text);

const showScenario = (group, filter) => {
  const text = filter.text.trim().toLowerCase();
  const [head, ...variants] = group.rows;
  const asked = (row) => (filter.verdict === '' || has(row, filter.verdict)) && (text === '' || says(head, text) || says(row, text));
  const fits = (filter.area === '' || group.dataset.area === filter.area) && (filter.level === '' || group.dataset.level === filter.level);
  const found = fits ? [head, ...variants].filter(asked) : [];
  const narrowed = filter.verdict !== '' || (text !== '' && !says(head, text));
  const open = narrowed || unfolded.has(group);
  group.hidden = found.length === 0;
  for (const row of variants) row.hidden = !open || !found.includes(row);
  const fold = one('.fold', group);
  if (fold) {
    fold.hidden = narrowed;
    fold.setAttribute('aria-expanded', String(open));
  }
  return found.length > 0;
};

const applyFilter = (filter) => {
  const shown = scenarios.filter((group) => showScenario(group, filter));
  for (const area of all('.matrix .area')) area.hidden = !shown.some((group) => group.dataset.area === area.dataset.area);
  const count = shown.length === scenarios.length ? 'All ' + scenarios.length : shown.length + ' of ' + scenarios.length;
  one('[role=status]', form).textContent = count + (scenarios.length === 1 ? ' scenario.' : ' scenarios.');
};

const fillForm = (filter) => {
  for (const field of fields) if (field.value !== filter[field.name]) field.value = filter[field.name];
};

if (form) {
  let writing;
  const write = () => {
    clearTimeout(writing);
    if (writing !== undefined) history.replaceState(null, '', addressOf(typed()));
    writing = undefined;
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'text') return;
    applyFilter(typed());
    clearTimeout(writing);
    writing = setTimeout(write, 250);
  });
  form.addEventListener('focusout', write);
  form.addEventListener('change', (event) => {
    write();
    if (event.target.name !== 'text') location.hash = addressOf(typed());
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clearTimeout(writing);
    for (const field of fields) field.value = '';
    applyFilter(typed());
    location.hash = '#matrix';
  });
  for (const link of all('a[data-verdict]')) link.href = addressOf({ verdict: link.dataset.verdict });
  for (const fold of all('.fold')) fold.addEventListener('click', () => {
    const group = fold.closest('.scenario');
    if (!unfolded.delete(group)) unfolded.add(group);
    applyFilter(typed());
  });
}
`;
