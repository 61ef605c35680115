// The legend is the filter is the style: goals, types, layers and documents, each with how many of how many are shown.

const legend = byId('legend');
const lines = new Map(); // key → the button, its count, and what it says

function startLegend() {
  lines.clear();
  const section = (title, ...content) =>
    content.some(Boolean) ? h('section', {}, h('h2', {}, title), ...content) : null;
  const sectors = [...total.sectors.keys()].filter((n) => n >= 0 && n < GOALS.length).sort((a, b) => a - b);
  if (total.sectors.has(NO_GOAL)) sectors.push(NO_GOAL);
  const order = types.map((_, n) => n).filter((n) => total.types[n]);
  legend.replaceChildren(
    ...[
      GOALS.length > 1 ? section(t('goals'), ...sectors.map(goalLine)) : null,
      section(t('types'), ...order.map(typeLine)),
      YEARS && YEARS[0] < YEARS[1] ? section(t('years'), yearPart()) : null,
      DOCUMENTS.length > 1 ? section(t('documents'), ...DOCUMENTS.map(documentLine)) : null,
      section(t('layers'), ...DATA.layers.filter((layer) => total.layers.has(layer)).map(layerLine)),
      h('p.note', {}, t('legendHint')),
    ].filter(Boolean),
  );
}

function goalLine(n) {
  const sign = h(`span.swatch.${n >= 0 && n < 4 ? `goal-${n}` : 'goal-x'}`);
  const name = n === NO_GOAL ? t('unattached') : nameOf(GOALS[n]);
  return line(`goal ${n}`, sign, name, () => toggle('goals', n), name);
}

const typeLine = (n) =>
  line(`type ${n}`, glyph(n), begin(pick(types[n].names)), () => toggle('types', n), pick(types[n].defined));

const layerLine = (layer) =>
  line(
    `layer ${layer}`,
    sample(layer),
    t(`layer.${layer}`),
    () => toggle('layers', layer),
    t(`layer.${layer}`),
  );

const documentLine = (n) =>
  line(`document ${n}`, h('span.leaf'), termOf(n), () => toggle('documents', n), termOf(n));

function line(key, sign, name, onclick, title = null) {
  const number = h('span.count');
  const button = h(
    'button.line',
    { type: 'button', title, onclick, 'data-key': key },
    sign,
    h('span.label', {}, name),
    number,
  );
  lines.set(key, { button, number });
  return button;
}

/** A piece of line as the statements of a layer are drawn. */
function sample(layer) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 26 10');
  svg.setAttribute('class', 'sample');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M1 5H25');
  path.setAttribute('stroke-dasharray', TOKENS.layers[layer].join(' '));
  svg.append(path);
  return svg;
}

/** Switch one type, goal, document or layer on or off. */
function toggle(kind, which) {
  step(() => {
    const set = state.filter[kind];
    if (!set.delete(which)) set.add(which);
    refilter();
  });
  say(t('removed', { m: shownNodes().length }));
}

/** Everything shown again, as it opens. */
function showEverything() {
  step(() => refilter(noFilter()));
  say(t('removed', { m: shownNodes().length }));
  stage.focus({ preventScroll: true });
}

/** Write the counts: of each goal, type, layer and document, of all, and of what is hidden. */
function renewLegend() {
  const { filter } = state;
  const shown = shownNodes();
  const counts = new Map();
  const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
  for (const node of shown) {
    add(`type ${NODES.group[node]}`);
    add(`goal ${sectorOf(node)}`);
  }
  for (const edge of shownEdges()) {
    add(`layer ${edgeLayer[edge]}`);
    for (const document of edgeDocuments(edge))
      if (!filter.documents.has(document)) add(`document ${document}`);
  }
  const known = {
    type: (n) => [!filter.types.has(Number(n)), total.types[n]],
    goal: (n) => [!filter.goals.has(Number(n)), total.sectors.get(Number(n))],
    layer: (layer) => [filter.layers.has(layer), total.layers.get(layer)],
    document: (n) => [!filter.documents.has(Number(n)), total.documents.get(Number(n))],
  };
  for (const [key, { button, number }] of lines) {
    const [kind, which] = key.split(' ');
    const [on, all] = known[kind](which);
    button.setAttribute('aria-pressed', String(on));
    number.textContent = t('of', { n: counts.get(key) || 0, m: all || 0 });
  }
  renewYears();
  byId('count-value').textContent = t('of', { n: shown.length, m: TOTAL });
  byId('left-out').textContent = DATA.leftOut ? t('leftOut', { n: DATA.leftOut }) : '';
  renewHidden();
}

/** Say how much is hidden and by what: of what would be on the picture, and of everything. */
function renewHidden() {
  const here = REASONS.map(() => 0);
  const all = REASONS.map(() => 0);
  state.on.off.forEach((why, i) => {
    if (!why) return;
    all[why - 1] += 1;
    if (state.panorama || state.rows.has(i)) here[why - 1] += 1;
  });
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const parts = (list) =>
    REASONS.map((reason, n) => list[n] && t(`hiddenBy.${reason}`, { n: list[n] })).filter(Boolean);
  const offLayers = DEFAULT_LAYERS.some((layer) => !state.filter.layers.has(layer));
  const edges = offLayers || state.filter.documents.size ? hiddenEdges() : 0;
  const says = [];
  if (sum(here)) says.push(t('hiddenHere', { n: sum(here), why: parts(here).join(t('comma')) }));
  if (sum(all) > sum(here)) {
    says.push(t(says.length ? 'hiddenAll' : 'hiddenElse', { n: sum(all), why: parts(all).join(t('comma')) }));
  }
  if (edges) says.push(t('hiddenEdges', { n: edges }));
  byId('hidden').hidden = !says.length && !Object.keys(packFilter(state.filter)).length;
  byId('hidden-text').textContent = says.join(t('stop')) || t('hiddenNone');
  byId('hidden').title = byId('hidden-text').textContent;
}

/** The number of statements between things on the picture that a layer or a document that is off makes. */
function hiddenEdges() {
  const shown = shownNodes();
  const there = new Set(shown);
  const asked = (edge) => DEFAULT_LAYERS.includes(edgeLayer[edge]) && !edgeOn(edge);
  let n = 0;
  for (const node of shown) {
    for (const [other, edges] of links[node])
      if (node < other && there.has(other)) n += edges.filter(asked).length;
  }
  return n;
}
