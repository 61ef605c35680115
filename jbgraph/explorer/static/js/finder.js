// The search box: as you type, with the arrow keys and Enter.

const query = byId('query');
const hits = byId('hits');
const hitList = byId('hit-list');
const MOST_HITS = 12;
let found = [];
let active = -1;

function startFinder() {
  query.addEventListener('input', renewHits);
  query.addEventListener('focus', () => {
    if (query.value.trim()) renewHits();
  });
  query.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && found[Math.max(0, active)]) choose(found[Math.max(0, active)].i);
    else if (event.key === 'Escape') {
      closeHits();
      query.value = '';
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('.finder')) closeHits();
  });
  query.addEventListener('blur', () =>
    setTimeout(() => {
      if (!hits.contains(document.activeElement)) closeHits();
    }, 150),
  );
}

function renewHits() {
  const text = query.value.trim();
  if (!text) {
    closeHits();
    return;
  }
  const all = search(text);
  found = all.slice(0, MOST_HITS);
  active = found.length ? 0 : -1;
  hitList.replaceChildren(...found.map(hitItem));
  byId('hit-count').textContent = !all.length
    ? t('nothing', { q: text })
    : t(all.length > found.length ? 'foundMore' : 'found', { n: all.length, m: found.length });
  hits.hidden = false;
  query.setAttribute('aria-expanded', 'true');
  mark();
}

function hitItem({ i, matched }, n) {
  const second = matched && matched !== nameOf(i) ? matched : otherNameOf(i);
  return h(
    'li',
    {
      role: 'option',
      id: `hit-${n}`,
      'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => choose(i),
    },
    glyph(NODES.group[i]),
    h('span.hit-name', {}, nameOf(i)),
    h('span.hit-type', {}, typeOf(i)),
    h('span.hit-second', {}, second || ''),
  );
}

function move(step) {
  if (!found.length) return;
  active = (active + step + found.length) % found.length;
  mark();
}

function mark() {
  [...hitList.children].forEach((item, n) => item.setAttribute('aria-selected', String(n === active)));
  if (active >= 0) {
    query.setAttribute('aria-activedescendant', `hit-${active}`);
    hitList.children[active].scrollIntoView({ block: 'nearest' });
  } else query.removeAttribute('aria-activedescendant');
}

function choose(i) {
  closeHits();
  query.value = '';
  go(i);
  stage.focus({ preventScroll: true });
}

function closeHits() {
  hits.hidden = true;
  query.setAttribute('aria-expanded', 'false');
  query.removeAttribute('aria-activedescendant');
}
