// The legend is the filter is the style: goals, types and layers, each with how many of how many are shown.

const legend = byId('legend');
const lines = new Map(); // key → the button and its count

function startLegend() {
  lines.clear();
  const goals = DATA.opening.columns.map((column) => column.goal).slice(0, 4);
  const order = types.map((_, n) => n).filter((n) => total.types[n]);
  legend.replaceChildren(
    ...[
      goals.length > 1
        ? h(
            'section',
            {},
            h('h2', {}, t('goals')),
            ...goals.map((goal, n) =>
              line(`goal ${n}`, h(`span.swatch.goal-${n}`), nameOf(goal), () => go(goal), false),
            ),
          )
        : null,
      h(
        'section',
        {},
        h('h2', {}, t('types')),
        ...order.map((n) =>
          line(
            `type ${n}`,
            glyph(n),
            begin(pick(types[n].names)),
            () => toggleType(n),
            true,
            pick(types[n].defined),
          ),
        ),
      ),
      h(
        'section',
        {},
        h('h2', {}, t('layers')),
        ...DATA.layers
          .filter((layer) => total.layers.has(layer))
          .map((layer) =>
            line(`layer ${layer}`, sample(layer), t(`layer.${layer}`), () => toggleLayer(layer), true),
          ),
      ),
      h('p.note', {}, t('legendHint')),
      h('p.note', { id: 'hidden' }),
    ].filter(Boolean),
  );
}

function line(key, sign, name, onclick, toggles, title = null) {
  const number = h('span.count');
  const button = h(
    'button.line',
    { type: 'button', title, onclick, 'data-key': key },
    sign,
    h('span.label', {}, name),
    number,
  );
  lines.set(key, { button, number, toggles });
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

function toggleType(n) {
  if (!state.hiddenTypes.delete(n)) state.hiddenTypes.add(n);
  renew();
}

function toggleLayer(layer) {
  if (!state.layers.delete(layer)) state.layers.add(layer);
  renew();
}

/** Write the counts: of each type and layer, and of all. */
function renewCounts() {
  const shown = [...picture.items.values()].filter((item) => item.node !== undefined);
  const byType = types.map(() => 0);
  for (const { node } of shown) byType[NODES.group[node]] += 1;
  const byLayer = new Map();
  for (const { on } of pairs().values()) {
    for (const edge of on) byLayer.set(edgeLayer[edge], (byLayer.get(edgeLayer[edge]) || 0) + 1);
  }
  for (const [key, { button, number, toggles }] of lines) {
    const [kind, which] = key.split(' ');
    if (!toggles) continue;
    const on = kind === 'type' ? !state.hiddenTypes.has(Number(which)) : state.layers.has(which);
    button.setAttribute('aria-pressed', String(on));
    number.textContent =
      kind === 'type'
        ? t('of', { n: byType[which], m: total.types[which] })
        : t('of', { n: byLayer.get(which) || 0, m: total.layers.get(which) });
  }
  byId('count-value').textContent = t('of', { n: shown.length, m: TOTAL });
  const rows = state.panorama ? TOTAL : state.rows.size;
  const hidden = byId('hidden');
  hidden.hidden = rows === shown.length;
  hidden.textContent = t('hiddenCount', { n: rows - shown.length });
}
