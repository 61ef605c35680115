// The lines between the things on the picture: one for each relation of two, how it runs, and which ones stand out.

// The things of the answer or of the ways that are open, and on these each two that a step joins.
let lit = { why: null, ask: undefined, nodes: new Set(), pairs: new Set() };

function litThings() {
  const { why, selected } = state;
  const ask = why || !selected ? undefined : selected.question;
  if (lit.why === why && lit.ask === ask) return lit;
  const ways = why ? waysOf(why) : [];
  const steps = ways.flatMap(({ nodes }) => nodes.slice(1).map((node, n) => [nodes[n], node]));
  lit = {
    why,
    ask,
    nodes: new Set(ask === undefined ? ways.flatMap(({ nodes }) => nodes) : thingsOf(QUESTIONS[ask])),
    pairs: new Set(steps.map(([a, b]) => (a < b ? `${a}-${b}` : `${b}-${a}`))),
  };
  return lit;
}

const DRAWN_AS = ['stated', 'register', 'working', 'derived', 'suggested']; // the first of the layers of a line

/**
 * The lines between shown things: one for each relation that a statement of a layer that is on makes between two, the
 * weightiest first. What several passages state is one line.
 */
function lineItems() {
  const shown = [...picture.items.values()].filter((item) => item.node !== undefined);
  const at = new Map(shown.map((item) => [item.node, item]));
  const from = state.panorama
    ? shown.filter((item) => state.selected && item.node === state.selected.node)
    : shown;
  const found = new Map();
  for (const item of from) {
    for (const [other, edges] of links[item.node]) {
      const [a, b] = item.node < other ? [item.node, other] : [other, item.node];
      const on = at.has(other) && !found.has(`${a}-${b}`) && edges.filter(edgeOn);
      if (on && on.length) found.set(`${a}-${b}`, { a: at.get(a), b: at.get(b), on });
    }
  }
  return [...found].flatMap(([id, { a, b, on }]) =>
    byRelation(on).map((edges, nth) => edgeItem(id, a, b, edges, nth)),
  );
}

/** Statements between two things by their relation. */
function byRelation(edges) {
  if (edges.length === 1) return [edges];
  const groups = [...new Set(edges.map((edge) => EDGES.relation[edge]))].map((relation) =>
    edges.filter((edge) => EDGES.relation[edge] === relation),
  );
  const place = (group) =>
    100 * DRAWN_AS.indexOf(layerOfLine(group)) + (rank.get(keyOf(group[0])) ?? ORDER.length);
  return groups.sort((one, other) => place(one) - place(other));
}

function layerOfLine(edges) {
  const layers = new Set(edges.map((edge) => edgeLayer[edge]));
  return DRAWN_AS.find((name) => layers.has(name)) || 'stated';
}

function drawEdges() {
  const made = lineItems();
  const ids = new Set(made.map((edge) => edge.id));
  const ends = new Set(made.flatMap((edge) => [edge.from, edge.to]));
  quietly(() => {
    picture.edges.remove(picture.edges.getIds().filter((id) => !ids.has(id)));
    if (state.panorama) giveNodes([...picture.items.values()].filter((item) => ends.has(item.key)));
    picture.edges.update(made.filter(isNews(given.edges)));
    forget(given.edges, ids);
  });
  repaint();
}

function edgeItem(pair, a, b, on, nth) {
  const [top, low] = a.row && b.row && a.row.parent === b.node ? [b, a] : [a, b];
  const tree = Boolean(low.row) && low.row.parent === top.node && top.look !== 'upper';
  const chosen = state.selected;
  const selected = Boolean(chosen && chosen.edge && chosen.edge.join('-') === pair);
  const bright =
    selected ||
    (state.why
      ? litThings().pairs.has(pair)
      : Boolean(chosen && (chosen.node === a.node || chosen.node === b.node)));
  const ways = new Set(
    on.filter((edge) => relations[EDGES.relation[edge]].sort !== 'symmetric').map((edge) => EDGES.from[edge]),
  );
  const layer = layerOfLine(on);
  const hue = tree || top.look === 'goal' || low.look === 'goal' ? hueOf(low.node) : theme.edge;
  const quiet = (tree ? 0.6 : 0.32) * ((chosen || state.why) && !bright ? 0.45 : 1);
  return {
    id: nth ? `${pair}-${nth}` : pair,
    from: top.key,
    to: low.key,
    color: {
      color: selected ? theme.focus : fade(bright && hue === theme.edge ? theme['ink-2'] : hue, bright ? 1 : quiet),
      inherit: false,
    },
    width: selected ? 3 : bright ? 1.8 : tree ? 1.4 : 1,
    dashes: TOKENS.layers[layer].length ? TOKENS.layers[layer] : false,
    smooth: apart(curve(top, low, tree), nth),
    endPointOffset: { from: beyond(top, low), to: beyond(low, top) },
    arrows: {
      to: { enabled: bright && ways.has(top.node), scaleFactor: 0.55 },
      from: { enabled: bright && ways.has(low.node), scaleFactor: 0.55 },
    },
  };
}

/** How far before a chip an arrow ends that comes from its right: vis-network knows only the glyph at its left. */
function beyond(item, other) {
  const right = item.box.left + item.box.width;
  if (item.look !== 'node' || other.x < right) return 0;
  const steep = Math.abs(other.y - item.y) / Math.hypot(other.x - item.x, other.y - item.y);
  return Math.min(right - item.x - 6, (1.5 * item.box.height) / steep);
}

/** A line that keeps away from the first one between the same two, further for each one more. */
function apart(smooth, nth) {
  if (!nth) return smooth;
  const ways = ['curvedCW', 'curvedCCW'];
  if (!ways.includes(smooth.type))
    return { enabled: true, type: ways[(nth + 1) % 2], roundness: 0.1 + 0.14 * Math.ceil(nth / 2) };
  return { ...smooth, roundness: smooth.roundness + 0.14 * nth };
}

/** How a line runs: down the side of a column to its rows; else in a calm curve that keeps off the rows. */
function curve(top, low, tree) {
  if (state.panorama) return { enabled: false };
  if (tree) return { enabled: true, type: 'vertical', roundness: 1 };
  if (narrow() && (top.look === 'upper' || low.look === 'upper')) return { enabled: false };
  const [dx, dy] = [low.x - top.x, low.y - top.y];
  if (top.look === 'upper' && low.look === 'upper') {
    return { enabled: true, type: (dx || dy) > 0 ? 'curvedCW' : 'curvedCCW', roundness: 0.16 };
  }
  if (top.look === 'upper' || low.look === 'upper') {
    return { enabled: true, type: 'cubicBezier', forceDirection: 'vertical', roundness: 0.55 };
  }
  if (Math.abs(dx) < SPACE.column * 0.7)
    return { enabled: true, type: dy > 0 ? 'curvedCCW' : 'curvedCW', roundness: 0.2 };
  return { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.45 };
}
