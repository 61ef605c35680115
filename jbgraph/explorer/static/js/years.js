// Years: a slider with two ends over the horizons of things and the periods of figures, and above it how many of them
// speak of each year. The height of a bar grows with the square root, or one year would flatten all others.

const spans = new Map(); // year → how many horizons and figures speak of it
for (const [low, high] of dated) {
  for (let year = low; year <= high; year += 1) spans.set(year, (spans.get(year) || 0) + 1);
}
let waitingYears = 0;

function yearPart() {
  const [first, last] = YEARS;
  const most = Math.max(...spans.values());
  const bars = [];
  for (let year = first; year <= last; year += 1) {
    const n = spans.get(year) || 0;
    const bar = h('i', { 'data-year': year, title: t('yearBar', { year: String(year), n }) });
    bar.style.height = `${n ? Math.max(6, Math.round(100 * Math.sqrt(n / most))) : 0}%`;
    bars.push(bar);
  }
  const end = (id, label) =>
    h('input', {
      id,
      type: 'range',
      min: first,
      max: last,
      step: 1,
      'aria-label': t(label),
      oninput: (event) => slide(event.target),
    });
  return h(
    'div.years',
    {},
    h('div.bars', { 'aria-hidden': 'true' }, ...bars),
    h('div.ends', {}, end('year-from', 'yearFrom'), end('year-to', 'yearTo')),
    h('p.span', { id: 'year-span' }),
    h(
      'label.undated',
      {},
      h('input', { id: 'undated', type: 'checkbox', onchange: (event) => keepUndated(event.target.checked) }),
      h('span', {}, t('undated')),
      h('span.count', { id: 'undated-count' }),
    ),
  );
}

/** Move one end; the other gives way. The picture follows when the slider has come to rest for a moment. */
function slide(moved) {
  const [from, to] = [byId('year-from'), byId('year-to')];
  if (Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
  showSpan(Number(from.value), Number(to.value));
  clearTimeout(waitingYears);
  waitingYears = setTimeout(() => {
    const chosen = [Number(from.value), Number(to.value)];
    step(() => {
      state.filter.years = String(chosen) === String(YEARS) ? null : chosen;
      refilter();
    });
    say(t('removed', { m: shownNodes().length }));
  }, 120);
}

function keepUndated(on) {
  step(() => {
    state.filter.undated = on;
    refilter();
  });
}

function showSpan(low, high) {
  for (const id of ['year-from', 'year-to'])
    byId(id).setAttribute('aria-valuetext', t('year', { year: byId(id).value }));
  const span = low === high ? String(low) : `${low}–${high}`;
  byId('year-span').textContent = t(String([low, high]) === String(YEARS) ? 'allYears' : 'someYears', {
    span,
  });
  for (const bar of document.querySelectorAll('.bars [data-year]'))
    bar.classList.toggle('out', bar.dataset.year < low || bar.dataset.year > high);
}

/** Set the slider to what the filter says. */
function renewYears() {
  if (!byId('year-from')) return;
  const [low, high] = state.filter.years || YEARS;
  byId('year-from').value = low;
  byId('year-to').value = high;
  showSpan(low, high);
  byId('undated').checked = state.filter.undated;
  byId('undated-count').textContent = t('of', {
    n: shownNodes().filter((i) => !yearsOf.has(i)).length,
    m: TOTAL - yearsOf.size,
  });
}
