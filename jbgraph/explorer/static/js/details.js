// The details pane: everything that is said of a thing or of a relation, each statement with its source below it.

const pane = byId('details');
const LONG = 8; // statements of a group that are listed at once

/** A name one can click: it goes to that thing, beside the one whose details are open. */
function nameButton(i) {
  return h(
    'button.name',
    { type: 'button', 'data-node': i, onclick: () => go(i, state.selected && state.selected.node) },
    glyph(NODES.group[i]),
    h('span', {}, nameOf(i)),
  );
}

function closePane() {
  pane.hidden = true;
  pane.replaceChildren();
}

/** @param {string} [width] `mid` or `wide` for what needs more room than a list */
function openPane({ width = '' }, ...content) {
  const close = h(
    'button.close',
    { type: 'button', 'aria-label': t('close'), title: t('close'), onclick: leavePane },
    '×',
  );
  pane.replaceChildren(close, ...content.filter(Boolean));
  pane.className = width;
  pane.hidden = false;
  pane.scrollTop = 0;
}

/** Close what is open: the ways between two things, or the details of what is selected. */
function leavePane() {
  if (state.why) setWhy(null);
  else select(null);
}

function nodePane(i) {
  const others = NODES.other[i] || [];
  const about = NODES.about[i];
  const second = otherNameOf(i);
  openPane(
    {},
    h('p.type', {}, glyph(NODES.group[i]), typeOf(i)),
    h('h2', {}, nameOf(i)),
    second && second !== nameOf(i) ? h('p.second', { lang: LANG === 'zh' ? 'en' : 'zh-Hans' }, second) : null,
    about ? h('p.about', {}, pick(about)) : null,
    others.length
      ? h(
          'p.others',
          {},
          `${t('otherNames')} `,
          ...others.map((name) => h('span', { lang: hasCjk(name) ? 'zh-Hans' : null }, name)),
        )
      : null,
    ours.has(i) ? h('p.note', {}, t('ours')) : null,
    actions(i),
    outsideNote(i),
    progressCard(i),
    dashboard(i),
    facts(i),
    alike(i),
    figuresOf.has(i) ? figureTable(i) : null,
    ...statements(i),
    mentionList(i),
    h('p.identifier', {}, `${t('curie')} `, h('code', {}, idOf(i))),
  );
}

function actions(i) {
  const n = missing(i);
  const shown = state.rows.has(i);
  return h(
    'p.actions',
    {},
    h(
      'button.act',
      { type: 'button', id: 'expand', disabled: !n && shown, onclick: () => open(i) },
      shown ? (n ? t('expand', { n }) : t('expanded')) : t('show'),
    ),
    fetchLink(i),
    hasChildren(i) ? h('button.act', { type: 'button', onclick: () => shut(i) }, t('collapse')) : null,
    h(
      'button.act',
      {
        type: 'button',
        id: 'pin',
        title: t('pinHint'),
        'aria-pressed': String(state.pinned.has(i)),
        onclick: () => togglePin(i),
      },
      t(state.pinned.has(i) ? 'unpin' : 'pin'),
    ),
    shown ? h('button.act', { type: 'button', onclick: () => conceal(i) }, t('hide')) : null,
    h('button.act', { type: 'button', id: 'why', onclick: () => beginWhy(i) }, t('whyWith')),
  );
}

/** What is said of it in a term, a number or a period. */
function facts(i) {
  const rows = valuesOf.get(i) || [];
  if (!rows.length) return null;
  const list = h('dl');
  for (const row of rows) {
    const value = DATA.values.value[row];
    list.append(
      h(
        'div',
        {},
        h('dt', {}, relationName(DATA.values.relation[row], false)),
        h(
          'dd',
          {},
          h('span.value', {}, typeof value === 'number' ? termOf(value) : value),
          ...(DATA.values.evidence[row] === null ? [] : source(DATA.values.evidence[row], { of: [i] })),
        ),
      ),
    );
  }
  return h('section.facts', {}, h('h3', {}, t('facts')), list);
}

/** The statements by relation; what rules concluded or a program suggests stands apart and closed. */
function statements(i) {
  const apart = ['derived', 'suggested'];
  const said = groupsOf(i, (edge) => !apart.includes(edgeLayer[edge]) && !ALIKE.has(keyOf(edge)));
  const isDuty = (group) => relations[group.relation].sort === 'role';
  const duties = said.filter(isDuty).map((group) => groupSection(i, group));
  const found = said.filter((group) => !isDuty(group)).map((group) => groupSection(i, group));
  if (duties.length) found.unshift(h('section.duties', {}, h('h3.over', {}, t('duties')), ...duties));
  for (const layer of apart) {
    const groups = groupsOf(i, (edge) => edgeLayer[edge] === layer);
    const n = groups.reduce((sum, group) => sum + group.items.length, 0);
    if (!n) continue;
    const more = h('details.apart', {}, h('summary', {}, `${t(layer)} `, h('span', {}, count(n))));
    more.addEventListener('toggle', () => {
      if (more.open && more.childElementCount === 1)
        more.append(...groups.map((group) => groupSection(i, group)));
    });
    found.push(more);
  }
  if (!found.length && !figuresOf.has(i) && !mentions.has(i) && !alike(i))
    found.push(h('p.note', {}, t('noStatements')));
  return found;
}

function groupSection(i, group) {
  const list = h('ul');
  const more = h('button.more', { type: 'button', onclick: () => grow(BATCH) });
  let at = 0;
  function grow(most) {
    for (const item of group.items.slice(at, at + most)) list.append(statement(i, item));
    at += most;
    more.hidden = at >= group.items.length;
    more.textContent = t('moreStatements', { n: Math.min(BATCH, group.items.length - at) });
  }
  grow(group.items.length <= LONG + 2 ? LONG + 2 : LONG);
  return h(
    'section.relation',
    {},
    h(
      'h3',
      { title: pick(relations[group.relation].defined) },
      `${relationName(group.relation, group.inward)} `,
      h('span', {}, count(group.items.length)),
      groupButton(i, group),
    ),
    list,
    more,
  );
}

/** Puts what a relation leads to on the picture; missing where all of it is there, or filtered out. */
function groupButton(i, { key, relation, inward }) {
  const left = new Set(state.outline.waiting(i, key).flatMap((part) => part.others)).size;
  if (!left || state.panorama) return null;
  const hint = t('showGroupHint', { x: relationName(relation, inward), n: left });
  return h(
    'button.put',
    { type: 'button', 'aria-label': hint, title: hint, 'data-group': key, onclick: () => showGroup(i, key) },
    t('showGroup'),
  );
}

function statement(i, { other, edge }) {
  return h('li', {}, nameButton(other), ...source(EDGES.evidence[edge], { of: [i, other] }));
}

function mentionList(i) {
  const places = mentions.get(i);
  if (!places) return null;
  return h(
    'section.relation',
    {},
    h('h3', {}, `${t('mentions')} `, h('span', {}, count(places.length))),
    h('ul', {}, ...places.map((place) => h('li', {}, ...source(place, { of: [i] })))),
  );
}

/** The details of a relation: every statement between two things, with all its passages open. */
function edgePane([a, b]) {
  const edges = links[a].get(b) || [];
  openPane(
    {},
    h('p.type', {}, t('relation')),
    h('h2.pair', {}, nameButton(a), nameButton(b)),
    h('p.about', {}, t('relationCount', { n: edges.length })),
    ...edges.map((edge) => {
      const [from, to, relation] = [EDGES.from[edge], EDGES.to[edge], EDGES.relation[edge]];
      const { names, defined, sort } = relations[relation];
      const word = h('span.predicate', { title: pick(defined) }, pick(names));
      return h(
        'section.statement',
        {},
        h(
          'p.triple',
          {},
          h('span', {}, nameOf(from)),
          sort === 'symmetric' ? '↔' : '→',
          word,
          sort === 'symmetric' ? '↔' : '→',
          h('span', {}, nameOf(to)),
        ),
        h('div.evidence', {}, ...cards(listed(EDGES.evidence[edge]), { of: [from, to] })),
      );
    }),
  );
}

const keyOf = (edge) => relations[EDGES.relation[edge]].key;

let paneOf = ''; // what the pane shows

/** Show the details of what is selected, or what was asked; where that is open already, stay at the same place. */
function renewPane() {
  const chosen = state.selected;
  const key = JSON.stringify([LANG, state.why, state.why || !chosen ? null : { ...chosen, more: undefined }]);
  const same = key === paneOf && !pane.hidden;
  paneOf = key;
  if (same && (state.why || chosen.question !== undefined || chosen.type !== undefined)) return;
  const [top, focus] = [pane.scrollTop, pane.contains(document.activeElement) && document.activeElement.id];
  fillPane(chosen);
  if (!same) return;
  pane.scrollTop = top;
  if (focus && byId(focus)) byId(focus).focus({ preventScroll: true });
}

function fillPane(chosen) {
  if (state.why) whyPane(state.why);
  else if (chosen && chosen.question !== undefined) questionPane(chosen.question);
  else if (chosen && chosen.type !== undefined) typePane(chosen.type);
  else if (chosen && chosen.node !== undefined) nodePane(chosen.node);
  else if (chosen && chosen.edge) edgePane(chosen.edge);
  else closePane();
}
