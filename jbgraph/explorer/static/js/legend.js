// The legend is the filter is the style: goals, types, layers and documents, each with how many of how many are shown.

const legend = byId('legend');
const lines = new Map(); // key → the button, its count, and what it says

function startLegend() {
  lines.clear();
  const section = (kind, ...content) =>
    content.some(Boolean)
      ? h(
          `section.${kind}-part`,
          {},
          h('h2', {}, t(kind), kind === 'years' ? null : h('span', {}, t('legendCounts'))),
          ...content,
        )
      : null;
  const sectors = [...total.sectors.keys()].filter((n) => n >= 0 && n < GOALS.length).sort((a, b) => a - b);
  if (total.sectors.has(NO_GOAL)) sectors.push(NO_GOAL);
  const order = types.map((_, n) => n).filter((n) => total.types[n]);
  legend.replaceChildren(
    ...[
      GOALS.length > 1 ? section('goals', ...sectors.map(goalLine)) : null,
      section('types', ...order.map(typeLine)),
      YEARS && YEARS[0] < YEARS[1] ? section('years', yearPart()) : null,
      DOCUMENTS.length > 1 ? section('documents', ...DOCUMENTS.map(documentLine)) : null,
      section('layers', ...DATA.layers.filter((layer) => total.layers.has(layer)).map(layerLine)),
      h('p.note', {}, t('legendHint')),
      DATA.fetch ? h('p.note', {}, t('legendMarks')) : null,
    ].filter(Boolean),
  );
}

function goalLine(n) {
  const sign = h(`span.swatch.${n >= 0 && n < 4 ? `goal-${n}` : 'goal-x'}`);
  const name = n === NO_GOAL ? t('unattached') : nameOf(GOALS[n]);
  return line('goals', n, sign, name, name);
}

const typeLine = (n) =>
  line('types', n, glyph(n), begin(pick(types[n].names)), pick(types[n].defined));

const layerLine = (layer) =>
  line('layers', layer, sample(layer), t(`layer.${layer}`), t(`layer.${layer}`));

const documentLine = (n) =>
  line('documents', n, h('span.leaf'), termOf(n), termOf(n));

/** One line: a click switches it, and the button at its end, or Shift+Enter, switches all others. */
function line(kind, which, sign, name, title) {
  const key = `${kind.slice(0, -1)} ${which}`;
  const number = h('span.count');
  const alone = () => leaveOnly(kind, which);
  const button = h(
    'button.line',
    {
      type: 'button',
      title,
      onclick: (event) => (event.shiftKey ? alone() : toggle(kind, which)),
      'data-key': key,
      'aria-keyshortcuts': 'Shift+Enter',
    },
    sign,
    h('span.label', {}, name),
    number,
  );
  const hint = t('onlyThis', { x: name });
  const only = h(
    'button.only',
    { type: 'button', tabindex: -1, title: hint, 'aria-label': hint, onclick: alone },
    t('only'),
  );
  lines.set(key, { button, number, only });
  return h('div.entry', {}, button, only);
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

/** Every value of a kind that the legend lists. */
const valuesOfKind = (kind) =>
  [...lines.keys()].filter((key) => key.startsWith(`${kind.slice(0, -1)} `)).map((key) => key.split(' ')[1]);

/** Whether of a kind one value alone is on. */
function isOnly(kind, which) {
  const off = kind === 'layers' ? DATA.layers.filter((layer) => !state.filter.layers.has(layer)) : null;
  const others = valuesOfKind(kind).filter((other) => other !== String(which));
  const isOff = (value) => (off ? off.includes(value) : state.filter[kind].has(Number(value)));
  return others.length > 0 && others.every(isOff) && !isOff(String(which));
}

/** Leave one type, goal, document or layer alone on the picture; once more, and all are back as they open. */
function leaveOnly(kind, which) {
  const again = isOnly(kind, which);
  step(() => {
    const others = valuesOfKind(kind).filter((other) => other !== String(which));
    if (again) state.filter[kind] = noFilter()[kind];
    else state.filter[kind] = new Set(kind === 'layers' ? [which] : others.map(Number));
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
  for (const [key, { button, number, only }] of lines) {
    const [kind, which] = key.split(' ');
    const [on, all] = known[kind](which);
    button.setAttribute('aria-pressed', String(on));
    only.setAttribute('aria-pressed', String(isOnly(`${kind}s`, which)));
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
  const parts = REASONS.flatMap((reason, n) => {
    const why = all[n] && t(`hiddenBy.${reason}`, { n: here[n] });
    return why ? [all[n] > here[n] ? t('hiddenBoth', { why, m: all[n] }) : why] : [];
  });
  const offLayers = DEFAULT_LAYERS.some((layer) => !state.filter.layers.has(layer));
  const edges = offLayers || state.filter.documents.size ? hiddenEdges() : 0;
  const says = [];
  if (parts.length) says.push(t('hiddenHere', { why: parts.join(t('comma')) }));
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
