/** Shows the overview or the result that the address names; unfolds the exchange that it names. */
export const VIEWS = `
const title = document.title;
const left = { address: '#matrix', scroll: 0, focus: null };
let current = null;

const openTo = (target) => {
  for (let place = target; place; place = place.parentElement?.closest('details')) if (place.tagName === 'DETAILS') place.open = true;
  const own = one(':scope > details', target);
  if (own) own.open = true;
  target.scrollIntoView();
  (own ? one('summary', own) : target).focus({ preventScroll: true });
};

const showResult = (article, target) => {
  if (current !== article) {
    if (current === null) left.address = addressOf(typed());
    current?.classList.remove('current');
    article.classList.add('current');
    root.dataset.view = 'result';
    const heading = one('h3', article);
    document.title = heading.textContent.trim().replace(/\\s+/g, ' ') + ' · ' + title;
    for (const back of all('.back', article)) back.href = left.address;
    current = article;
    if (target === article) heading.focus({ preventScroll: true });
  }
  if (target === article) scrollTo(0, 0);
  else openTo(target);
};

const showOverview = () => {
  const back = current !== null;
  current?.classList.remove('current');
  current = null;
  root.dataset.view = 'overview';
  document.title = title;
  if (form) {
    fillForm(readFilter());
    applyFilter(typed());
  }
  if (!back) return;
  scrollTo(0, left.scroll);
  left.focus?.focus({ preventScroll: true });
};

const show = () => {
  const target = document.getElementById(location.hash.slice(1).split('?')[0]);
  const article = target?.closest('.result');
  if (article) showResult(article, target);
  else showOverview();
};

const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) openTo(target);
};

if (form) addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (current === null && link) Object.assign(left, { scroll: scrollY, focus: link });
});
addEventListener('hashchange', form ? show : unfold);
(form ? show : unfold)();
`;
