// Why two things are linked: choose the other end in the search box or on the picture, and see the best ways.

let picking = null; // the thing whose other end is being chosen

/** Ask for the other end; what is gone to next is it. */
function beginWhy(i) {
  picking = i;
  document.body.classList.add('picking');
  byId('picking-text').replaceChildren(t('pickOther', { x: nameOf(i) }));
  byId('picking').hidden = false;
  query.focus();
  say(t('pickOther', { x: nameOf(i) }));
}

function endWhy() {
  picking = null;
  document.body.classList.remove('picking');
  byId('picking').hidden = true;
}

/** What was selected may be the other end; or else it takes the place of the ways that are open. */
function followWhy(chosen) {
  if (picking !== null && chosen && chosen.node !== undefined && chosen.node !== picking) {
    const pair = [picking, chosen.node];
    endWhy();
    setWhy(pair);
  } else if (state.why && picking === null) setWhy(null);
}

function startWhy() {
  onSelect(followWhy);
  byId('picking-end').addEventListener('click', endWhy);
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && picking !== null) endWhy();
    },
    true,
  );
  onChange(() => {
    if (picking !== null) byId('picking-text').replaceChildren(t('pickOther', { x: nameOf(picking) }));
  });
}

let lastWays = { pair: null, ways: [] };

/** The best ways between a pair, looked for once. */
function waysOf(pair) {
  if (lastWays.pair !== pair) lastWays = { pair, ways: waysBetween(...pair) };
  return lastWays.ways;
}

function whyPane(pair) {
  const [a, b] = pair;
  const ways = waysOf(pair);
  openPane(
    {},
    h('p.type', {}, t('why')),
    h('h2.pair', {}, nameButton(a), nameButton(b)),
    h('p.about', {}, ways.length ? t('waysFound', { n: ways.length }) : t('noWay', { n: LONGEST_WAY })),
    ways.length
      ? h(
          'p.actions',
          {},
          h(
            'button.act',
            {
              type: 'button',
              id: 'show-ways',
              onclick: () => showThings([...new Set(ways.flatMap((way) => way.nodes))]),
            },
            t('showWays'),
          ),
          h('button.act', { type: 'button', onclick: () => beginWhy(a) }, t('whyOther')),
        )
      : null,
    ...ways.map(waySection),
    h('p.note', {}, t('waysHow')),
  );
}

function waySection(way, n) {
  return h(
    'section.way',
    {},
    h('h3', {}, `${t('way', { n: n + 1 })} `, h('span', {}, t('way.steps', { n: way.edges.length }))),
    h('ol', {}, ...way.edges.map((edge, k) => hop(way.nodes[k], way.nodes[k + 1], edge, k === 0))),
    h('button.more', { type: 'button', onclick: () => showThings(way.nodes) }, t('showWay')),
  );
}

/** One step of a way: from a thing to the next, the relation and where its arrow points, and where that stands. */
function hop(from, to, edge, first) {
  const { names, defined, sort } = relations[EDGES.relation[edge]];
  const sign = sort === 'symmetric' ? '↔' : EDGES.from[edge] === from ? '↓' : '↑';
  const direction = sort === 'symmetric' ? '' : t(EDGES.from[edge] === from ? 'forward' : 'backward');
  return h(
    'li',
    {},
    first ? nameButton(from) : null,
    h(
      'p.hop',
      { title: pick(defined) },
      h('span.sign', { 'aria-hidden': 'true' }, sign),
      h(
        'span.predicate',
        {},
        sort === 'role' ? t(EDGES.from[edge] === from ? 'duty' : 'held', { role: pick(names) }) : pick(names),
      ),
      h('span.unseen', {}, direction),
    ),
    ...source(EDGES.evidence[edge], { of: [from, to] }),
    nameButton(to),
  );
}
