// The canvas: vis-network draws the items of the picture and the lines between them, and says where one pointed.

const stage = byId('canvas');
const picture = {
  network: null,
  nodes: new vis.DataSet(),
  edges: new vis.DataSet(),
  items: new Map(),
  hovered: null,
};
const small = matchMedia('(max-width: 1000px)'); // one column below another, as in page.css
const narrow = () => small.matches;
const CULL = { node: 340, goal: 340, upper: 220, caption: 300, more: 340, bundle: 340, dot: 12, disc: 300 };

function drawNode({ ctx, id }) {
  const item = picture.items.get(id);
  return {
    drawNode() {
      if (item && !isDot(item)) drawItem(ctx, item, lookOf(item));
    },
    nodeDimensions: item && item.look === 'upper' && !narrow() ? item.box : { width: 14, height: 16 },
  };
}

/** Whether an item is selected, pointed at, or at the other end of what is selected. */
function lookOf(item) {
  const chosen = state.selected;
  const selected =
    Boolean(chosen) &&
    (chosen.more ? restKey(chosen.more) === item.key : chosen.node === item.node && item.node !== undefined);
  const ends = chosen && chosen.edge;
  const near =
    item.node !== undefined &&
    Boolean(
      litThings().nodes.has(item.node) ||
        (ends
        ? ends.includes(item.node)
        : state.panorama &&
            chosen &&
            chosen.node !== undefined &&
            (links[chosen.node].get(item.node) || []).some(edgeOn)),
    );
  return { selected, near, hovered: picture.hovered === item.key };
}

function startPicture() {
  picture.network = new vis.Network(stage, { nodes: picture.nodes, edges: picture.edges }, DATA.options);
  picture.network.on('afterDrawing', drawDots);
  stage.querySelector('canvas').setAttribute('aria-hidden', 'true');
  stage.querySelector('.vis-network').tabIndex = -1;
}

const asNode = ({ key, x, y, look }) => ({
  id: key,
  x,
  y,
  size: CULL[look],
  shape: 'custom',
  ctxRenderer: drawNode,
  fixed: true,
});

/** Bring the canvas in step with the state: items, edges, nothing else moves. */
function draw() {
  const made = items(narrow());
  picture.items = new Map(made.map((item) => [item.key, item]));
  keepDots(made);
  if (!state.panorama) quietly(() => giveNodes(made));
  drawEdges();
}

// What vis-network was last told of each node and edge: telling it again the same costs it as much as news.
const given = { nodes: new Map(), edges: new Map() };
const isNews = (known) => (said) => {
  const { ctxRenderer, ...rest } = said;
  const text = JSON.stringify(rest);
  if (known.get(said.id) === text) return false;
  known.set(said.id, text);
  return true;
};
const forget = (known, kept) => {
  for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
};

/** Let vis-network have these items, and no others, as its nodes. */
function giveNodes(some) {
  const keys = new Set(some.map((item) => item.key));
  picture.nodes.remove(picture.nodes.getIds().filter((key) => !keys.has(key)));
  picture.nodes.update(some.map(asNode).filter(isNews(given.nodes)));
  forget(given.nodes, keys);
  // vis-network learns where a moved node lies only when it draws it, and draws only what lies in the window.
  for (const key of keys) picture.network.body.nodes[key].updateBoundingBox();
}

/** Tell vis-network several things; it would otherwise draw the whole picture after each. */
function quietly(change) {
  const { emitter } = picture.network.body;
  emitter.emit('_blockRedraw');
  try {
    change();
  } finally {
    emitter.emit('_allowRedraw');
  }
}

/** The item at a point of the canvas, the topmost one; a dot of the panorama from a little away. */
function itemAt({ x, y }) {
  let best = null;
  let least = Infinity;
  for (const item of picture.items.values()) {
    if (item.look === 'caption' || item.look === 'disc') continue;
    const { left, top, width, height } = item.box;
    if (x < left - 2 || x > left + width + 2 || y < top - 2 || y > top + height + 2) continue;
    const away = item.look === 'dot' ? Math.hypot(x - item.x, y - item.y) : 0;
    if (away < least) [best, least] = [item, away];
  }
  return best;
}

/** Whether a point is on the number at the right end of an item, which opens and closes it. */
const onBadge = (item, { x }) =>
  item.badge && x > item.box.left + item.box.width - badgeWidth(item.badge) - 6;

function edgeAt(dom) {
  const id = picture.network.getEdgeAt(dom);
  return id === undefined ? null : endsOf(id);
}

/** The two things that a line joins, by its name. */
const endsOf = (id) => id.split('-').slice(0, 2).map(Number);

const was = { width: 0, height: 0, top: 0, narrow: narrow() };

/**
 * When the pane opens or the window changes, keep the scale, and while something is selected everything where it is
 * on the screen (a second click may follow), else what is at the upper left of the stage; where
 * that hides what is selected, move. (Left to itself vis-network would shrink the picture.)
 */
function resize() {
  const { clientWidth: width, clientHeight: height } = stage;
  const { top } = stage.getBoundingClientRect();
  if (!width || (width === was.width && height === was.height)) return false;
  const { network } = picture;
  const scale = network.getScale();
  const position = network.getViewPosition(); // already reckoned in the new size, from the upper left
  const turned = was.width > 0 && narrow() !== was.narrow;
  const chosen = chosenItems();
  if (was.width && chosen.length) position.y += (top - was.top) / scale;
  Object.assign(was, { width, height, top, narrow: narrow() });
  network.setSize('100%', '100%');
  network.moveTo({ position, scale, animation: false });
  if (turned) {
    draw();
    fitAll();
  } else if (chosen.length) ensureVisible(chosen);
  return true;
}

let painting = 0;

/** Paint the picture again in the next frame, at the size the stage now has. */
function repaint() {
  resize();
  painting ||= requestAnimationFrame(() => {
    painting = 0;
    picture.network.redraw();
  });
}

// The camera

const moveTo = (position, scale) =>
  picture.network.moveTo({
    position,
    scale,
    animation: still.matches ? false : { duration: 260, easingFunction: 'easeInOutQuad' },
  });
const zoom = (factor) =>
  moveTo(picture.network.getViewPosition(), limit(picture.network.getScale() * factor));
const limit = (scale) => Math.min(3, Math.max(0.08, scale));

function bounds(some) {
  const boxes = some.map((item) => item.box);
  const left = Math.min(...boxes.map((b) => b.left));
  const top = Math.min(...boxes.map((b) => b.top));
  const right = Math.max(...boxes.map((b) => b.left + b.width));
  const bottom = Math.max(...boxes.map((b) => b.top + b.height));
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    left,
    top,
    width: right - left,
    height: bottom - top,
  };
}

/** Show the whole picture; where it would be too small to read, its top at a size that can be read. */
function fitAll() {
  resize();
  const all = bounds([...picture.items.values()]);
  const [wide, high] = [stage.clientWidth, stage.clientHeight];
  const whole = Math.min((wide - (state.panorama ? 90 : 40)) / all.width, (high - 76) / all.height, 1.15);
  const readable = state.panorama
    ? whole
    : Math.max(
        whole,
        Math.max(0.6, Math.min(0.72, (wide - 24) / all.width)),
        narrow() ? Math.min(1.15, (wide - 24) / all.width) : 0,
      );
  const y = readable > whole ? all.top - 16 / readable + high / 2 / readable : all.y - 6 / readable;
  const x = all.width * readable > wide ? all.left + (wide / 2 - 12) / readable : all.x;
  moveTo({ x, y }, limit(readable));
}

/** Move just as far as is needed to see some items; where they are too many, from the first one on. */
function ensureVisible(some, scale = picture.network.getScale()) {
  if (!some.length) return;
  const { x, y } = picture.network.getViewPosition();
  const [area, head] = [bounds(some), bounds(some.slice(0, 1))];
  const edge = 30 / scale;
  const across = shifted(
    x,
    stage.clientWidth / scale,
    area.left - edge,
    area.width + 2 * edge,
    head.left - edge,
  );
  const down = shifted(
    y,
    stage.clientHeight / scale,
    area.top - edge,
    area.height + 2 * edge,
    head.top - edge,
  );
  moveTo({ x: across, y: down }, scale);
}

/** See several items at once where they can still be read, else from the first one on. */
function bringIn(some) {
  if (!some.length) return;
  const scale = picture.network.getScale();
  const { width, height } = bounds(some);
  const whole = Math.min((stage.clientWidth - 60) / width, (stage.clientHeight - 60) / height);
  ensureVisible(some, Math.min(Math.max(scale, 0.72), Math.max(whole, 0.72)));
}

/** The middle of a window, moved so that it holds a stretch, or what goes into it from `head` on. */
function shifted(middle, size, from, length, head) {
  const [low, high] = [middle - size / 2, middle + size / 2];
  if (from >= low && from + length <= high) return middle;
  if (length > size) return head + size / 2;
  return from < low ? from + size / 2 : from + length - size / 2;
}

/** The items of what is selected: one thing, or the two ends of a relation. */
function chosenItems() {
  const { node, edge = [node] } = state.selected || {};
  return edge.map(itemOfNode).filter(Boolean);
}

const itemOfNode = (i) => picture.items.get(`n${i}`);
