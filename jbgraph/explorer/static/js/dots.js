// The panorama on the canvas: every entity as a dot, all in one pass. As nodes of vis-network a few thousand of them
// would already be slow to make and to drag about, so that knows only the ends of the lines.

const SQUARE = 5; // pixels of the screen below which the glyph of a type cannot be told: a square then
const BESIDE = 200; // discs whose names lie less than this above each other share the room between them
const mosaic = { all: [], discs: [], stamps: [], scale: 0, hues: '' };

const isDot = (item) => item.look === 'dot' || item.look === 'disc';
const hueAt = (node) => (NODES.sector[node] >= 0 && NODES.sector[node] < 4 ? NODES.sector[node] : 4);

/** Take the dots to draw, those of one colour behind each other, and the discs, with the room for their names. */
function keepDots(made) {
  mosaic.all = made.filter((item) => item.look === 'dot').sort((a, b) => hueAt(a.node) - hueAt(b.node));
  mosaic.discs = made.filter((item) => item.look === 'disc');
  for (const disc of mosaic.discs) {
    const away = mosaic.discs.filter((other) => other !== disc && Math.abs(other.y - disc.y) < BESIDE);
    const free = away.map((other) => Math.abs(other.x - disc.x) * 2 - other.box.width);
    disc.room = Math.max(disc.box.width, Math.min(2.2 * disc.box.width, ...free) * 0.95);
  }
}

/** The dots that look other than the rest: goals, what is pinned, selected, pointed at, next to it, or an answer. */
function loudDots() {
  const { node, edge = [] } = state.selected || {};
  const near = node === undefined ? [] : [...links[node]].filter(([, edges]) => edges.some(edgeOn));
  const loud = [...litThings().nodes, ...near.map(([other]) => other), ...edge, node];
  const keys = new Set(loud.map((i) => `n${i}`)).add(picture.hovered);
  const found = mosaic.all.filter((item) => item.goal || item.pinned);
  for (const key of keys) if (picture.items.has(key)) found.push(picture.items.get(key));
  return found;
}

/** Draw the dots on a canvas that is set to their coordinates, over the lines; then the names of the discs. */
function drawDots(ctx) {
  if (!state.panorama) return;
  const { a: scale, e: left, f: top } = ctx.getTransform();
  const { width, height } = ctx.canvas;
  const size = 12 * scale;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  const stamp = size / devicePixelRatio < SQUARE ? square(ctx, size) : glyphStamp(ctx, scale);
  for (const { x, y, node } of mosaic.all) {
    const [across, down] = [Math.round(x * scale + left), Math.round(y * scale + top)];
    if (across > -size && down > -size && across < width + size && down < height + size) stamp(node, across, down);
  }
  ctx.restore();
  for (const item of loudDots()) drawItem(ctx, item, lookOf(item));
  for (const item of mosaic.discs) drawItem(ctx, item, lookOf(item));
}

function square(ctx, size) {
  const side = Math.max(1, Math.round(size * 0.9));
  const half = side >> 1;
  let hue = -1;
  return (node, x, y) => {
    if (hueAt(node) !== hue) [hue, ctx.fillStyle] = [hueAt(node), hueOf(node)];
    ctx.fillRect(x - half, y - half, side, side);
  };
}

/** Glyphs are drawn once for each type and colour at this scale, then copied. */
function glyphStamp(ctx, scale) {
  const hues = `${theme['goal-0']} ${theme['goal-x']}`;
  if (mosaic.scale !== scale || mosaic.hues !== hues) Object.assign(mosaic, { scale, hues, stamps: [] });
  const half = Math.ceil(7 * scale);
  return (node, x, y) => {
    const which = NODES.group[node] * 5 + hueAt(node);
    mosaic.stamps[which] ??= stampOf(node, half, scale);
    ctx.drawImage(mosaic.stamps[which], x - half, y - half);
  };
}

function stampOf(node, half, scale) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * half, 2 * half];
  drawGlyph(canvas.getContext('2d'), NODES.group[node], half, half, hueOf(node), 0.98 * scale);
  return canvas;
}
