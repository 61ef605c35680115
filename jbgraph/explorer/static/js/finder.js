// The search box: things, types and questions as you type, in groups, with the arrow keys and Enter.

const query = byId('query');
const hits = byId('hits');
const hitList = byId('hit-list');
const MOST_HITS = { types: 3, things: 6, questions: 5 };
const OFFERED = 8; // questions while nothing is typed
const ALONE = 12; // hits of a group that is the only one
let found = []; // what is listed, in its order, across the groups
let active = -1;

function startFinder() {
  query.addEventListener('input', renewHits);
  query.addEventListener('focus', renewHits);
  query.addEventListener('click', () => hits.hidden && renewHits());
  query.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && !hits.hidden && found[active]) choose(found[active]);
    else if (event.key === 'Escape') {
      if (hits.hidden && !query.value) stage.focus({ preventScroll: true });
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

/** What a text finds, in groups; the group with the best hit comes first. Other ends are only things. */
function findAll(text) {
  const groups = [
    { key: 'types', hits: picking === null ? searchTypes(text) : [] },
    { key: 'things', hits: search(text).filter(({ i }) => i !== picking) },
    { key: 'questions', hits: picking === null ? searchQuestions(text) : [] },
  ];
  return groups.filter(({ hits }) => hits.length).sort((a, b) => b.hits[0].score - a.hits[0].score);
}

/** What one can ask, while nothing is typed: those to begin with first. */
function offered() {
  const order = ({ start }) => (start ? start[0] : QUESTIONS.length);
  const hits = QUESTIONS.map((_, question) => ({ question }));
  hits.sort((a, b) => order(QUESTIONS[a.question]) - order(QUESTIONS[b.question]) || a.question - b.question);
  return picking === null && hits.length ? [{ key: 'questions', hits }] : [];
}

function renewHits() {
  const text = query.value.trim();
  const groups = text ? findAll(text) : offered();
  if (!text && !groups.length) {
    closeHits();
    return;
  }
  found = [];
  hitList.replaceChildren(
    ...groups.map((group) => hitGroup(group, !text ? OFFERED : groups.length === 1 ? ALONE : MOST_HITS[group.key])),
  );
  active = text && found.length ? 0 : -1;
  const n = groups.reduce((sum, group) => sum + group.hits.length, 0);
  byId('hit-count').textContent = n
    ? t(n > found.length ? 'foundMore' : 'found', { n, m: found.length })
    : t('nothing', { q: text });
  hits.hidden = false;
  query.setAttribute('aria-expanded', 'true');
  mark();
}

function hitGroup({ key, hits: all }, most) {
  const few = all.slice(0, most);
  const head = `hits-${key}`;
  return h(
    'div.hit-group',
    { role: 'group', 'aria-labelledby': head },
    h(
      'p.hit-head',
      { id: head, role: 'presentation' },
      `${t(`found.${key}`)} `,
      h('span', {}, count(all.length)),
    ),
    ...few.map((hit) => hitItem(hit, found.push(hit) - 1)),
  );
}

function hitItem(hit, n) {
  return h(
    'div.hit',
    {
      role: 'option',
      id: `hit-${n}`,
      'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => choose(hit),
    },
    ...hitParts(hit),
  );
}

function hitParts({ i, matched, type, question }) {
  if (type !== undefined) {
    return [
      glyph(type),
      h('span.hit-name', {}, begin(pick(types[type].names))),
      h('span.hit-type', {}, t('ofType', { n: total.types[type] })),
    ];
  }
  if (question !== undefined) {
    return [
      h('span.hit-sign', { 'aria-hidden': 'true' }, '?'),
      h('span.hit-name.long', {}, wordsOf(QUESTIONS[question])),
      h('span.hit-type', {}, t('answer.rows', { n: QUESTIONS[question].total })),
    ];
  }
  const second = matched && matched !== nameOf(i) ? matched : otherNameOf(i);
  return [
    glyph(NODES.group[i]),
    h('span.hit-name', {}, nameOf(i)),
    h('span.hit-type', {}, typeOf(i)),
    h('span.hit-second', {}, second || ''),
  ];
}

function move(step) {
  if (!found.length) return;
  if (hits.hidden) renewHits();
  active = active < 0 && step < 0 ? found.length - 1 : (active + step + found.length) % found.length;
  mark();
}

function mark() {
  const items = hitList.querySelectorAll('[role=option]');
  items.forEach((item, n) => item.setAttribute('aria-selected', String(n === active)));
  if (active >= 0) {
    query.setAttribute('aria-activedescendant', `hit-${active}`);
    items[active].scrollIntoView({ block: 'nearest' });
    if (active === 0) hitList.scrollTop = 0;
  } else query.removeAttribute('aria-activedescendant');
}

function choose({ i, type, question }) {
  closeHits();
  query.value = '';
  if (type !== undefined) listType(type);
  else if (question !== undefined) ask(question);
  else {
    go(i);
    stage.focus({ preventScroll: true });
  }
}

function closeHits() {
  hits.hidden = true;
  query.setAttribute('aria-expanded', 'false');
  query.removeAttribute('aria-activedescendant');
}
