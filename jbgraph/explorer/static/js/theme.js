// How things look on the canvas: colours from the tokens, glyphs, text that fits.

const theme = {};
const sans = TOKENS.fonts.sans;
const SPACE = TOKENS.spacing;
const FONT = {
  text: `${TOKENS.fonts.text}px ${sans}`,
  latin: `${TOKENS.fonts.text - 1}px ${sans}`,
  small: `${TOKENS.fonts.small}px ${sans}`,
  goal: `600 16px ${sans}`,
  upper: `600 13px ${sans}`,
};
const glyphs = types.map((type) => new Path2D(type.path));
const pen = document.createElement('canvas').getContext('2d');
const widths = new Map();
const still = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');

function readTheme() {
  const css = getComputedStyle(document.documentElement);
  for (const name of Object.keys(TOKENS.colors.light)) theme[name] = css.getPropertyValue(`--${name}`).trim();
}

const hueOf = (i) => theme[`goal-${NODES.sector[i] >= 0 && NODES.sector[i] < 4 ? NODES.sector[i] : 'x'}`];
const familyOf = (i) => theme[types[NODES.group[i]].family];

function measure(text, font) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

/** The text, cut with an ellipsis where it is wider than it may be. */
function fit(text, font, most) {
  if (measure(text, font) <= most) return text;
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}…`, font) <= most) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

/** The text in lines: between words, or between Chinese characters but not before closing marks. */
function wrap(text, font, most, lines) {
  const units = text.match(
    /[^\s\u2e80-\u9fff\uff00-\uffef“”]+\s*|[“《（「]?\S[”》）」、，。；：！？]*\s*/gu,
  ) || [text];
  const found = [''];
  for (const unit of units) {
    if (measure(found[found.length - 1] + unit.trimEnd(), font) > most && found[found.length - 1])
      found.push('');
    found[found.length - 1] += unit;
  }
  if (found.length > lines)
    found.splice(lines - 1, found.length, fit(found.slice(lines - 1).join(''), font, most));
  return found.map((line) => line.trim());
}

function fade(color, alpha) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
  return `rgba(${r},${g},${b},${alpha})`;
}

/** Draw the glyph of a type with its middle at a point. */
function drawGlyph(ctx, type, x, y, color, scale = 1) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(scale, scale);
  ctx.fillStyle = color;
  ctx.fill(glyphs[type], 'evenodd');
  ctx.restore();
}

/** The glyph of a type as a picture in the page. */
function glyph(type) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-7 -7 14 14');
  svg.setAttribute('class', `glyph family-${types[type].family}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', types[type].path);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}

function box(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

/** Draw one item of the picture; its `box` says where it lies. */
function drawItem(ctx, item, state) {
  ({
    node: drawChip,
    goal: drawGoal,
    upper: drawUpper,
    caption: drawCaption,
    more: drawMore,
    bundle: drawBundle,
    dot: drawDot,
    disc: drawDisc,
  })[item.look](ctx, item, state);
}

function drawChip(ctx, item, { selected, hovered, near }) {
  const { left, top, width, height } = item.box;
  box(ctx, left, top, width, height, 6);
  ctx.fillStyle = near ? theme['mark-2'] : theme.chip;
  ctx.fill();
  ctx.lineWidth = selected ? 2.5 : near ? 1.5 : 1;
  ctx.strokeStyle = selected ? theme.focus : near ? theme.accent : hovered ? theme['ink-3'] : theme.line;
  ctx.stroke();
  drawGlyph(ctx, NODES.group[item.node], item.x, item.y, familyOf(item.node));
  write(ctx, item.text, item.x + 14, item.y, item.font, theme.ink);
  drawBadge(ctx, item, theme['ink-3']);
}

/** At the right end: a pin, and the number of neighbours that are not shown. */
function drawBadge(ctx, item, color) {
  const right = item.box.left + item.box.width - 8;
  if (item.pinned) drawPin(ctx, right - (item.badge ? badgeWidth(item.badge) - 6 : 0) - 5, item.y, color);
  if (!item.badge) return;
  ctx.textAlign = 'right';
  write(ctx, item.badge, right, item.y + 0.5, FONT.small, color);
  ctx.textAlign = 'left';
}

function drawGoal(ctx, item, { selected, hovered, near }) {
  const { left, top, width, height } = item.box;
  box(ctx, left, top, width, height, 8);
  ctx.fillStyle = hueOf(item.node);
  ctx.fill();
  if (selected || hovered || near) {
    box(ctx, left - 3, top - 3, width + 6, height + 6, 10);
    ctx.lineWidth = selected ? 2.5 : near ? 1.5 : 1;
    ctx.strokeStyle = selected ? theme.focus : near ? theme.accent : theme['ink-3'];
    ctx.stroke();
  }
  drawGlyph(ctx, NODES.group[item.node], item.x + 3, item.y, theme['on-goal'], 1.2);
  item.lines.forEach((line, i) => {
    write(
      ctx,
      line,
      item.x + 20,
      item.y + (i - (item.lines.length - 1) / 2) * 19,
      FONT.goal,
      theme['on-goal'],
    );
  });
  drawBadge(ctx, item, theme['on-goal']);
}

function drawUpper(ctx, item, { selected, hovered, near }) {
  const { left, top, width, height } = item.box;
  box(ctx, left, top, width, height, 8);
  ctx.fillStyle = near ? theme['mark-2'] : theme.chip;
  ctx.fill();
  ctx.lineWidth = selected ? 2.5 : 1.4;
  ctx.strokeStyle = selected ? theme.focus : hovered ? theme.ink : theme['goal-x'];
  ctx.stroke();
  drawGlyph(ctx, NODES.group[item.node], left + 17, item.y, familyOf(item.node));
  item.lines.forEach((line, i) => {
    write(ctx, line, left + 32, item.y + (i - (item.lines.length - 1) / 2) * 17, FONT.upper, theme.ink);
  });
  drawBadge(ctx, item, theme['ink-3']);
}

function drawCaption(ctx, item) {
  ctx.fillStyle = theme.paper;
  ctx.fillRect(item.x - 1, item.y - 6, measure(item.text, FONT.small) + 4, 18);
  write(ctx, item.text, item.x + 1, item.y + 3, FONT.small, theme['ink-3']);
}

function drawMore(ctx, item, { selected, hovered }) {
  const { left, top, width, height } = item.box;
  box(ctx, left, top, width, height, 6);
  ctx.lineWidth = selected ? 2.5 : 1;
  ctx.strokeStyle = selected ? theme.focus : hovered ? theme['ink-3'] : theme['line-2'];
  ctx.setLineDash(selected ? [] : [3, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  write(ctx, item.text, left + 10, item.y + 0.5, FONT.small, theme.accent);
}

/** A bundle looks like a pile of chips: two edges show below the one on top. */
function drawBundle(ctx, item, { selected, hovered }) {
  const { left, top, width, height } = item.box;
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme['line-2'];
  for (const down of [5, 2.5]) {
    box(ctx, left + down, top + down, width - 2 * down, height, 6);
    ctx.fillStyle = theme.sunken;
    ctx.fill();
    ctx.stroke();
  }
  box(ctx, left, top, width, height, 6);
  ctx.fillStyle = theme.sunken;
  ctx.fill();
  ctx.lineWidth = selected ? 2.5 : 1;
  ctx.strokeStyle = selected ? theme.focus : hovered ? theme['ink-3'] : theme['line-2'];
  ctx.stroke();
  drawGlyph(ctx, item.row.type, item.x, item.y, theme[types[item.row.type].family]);
  write(ctx, item.text, item.x + 14, item.y, item.font, theme.ink);
}

const PIN = new Path2D('M-2.4-6h4.8v1.2l-.8.6v2.6l2 1.7V1.4H.7L0 6l-.7-4.6h-2.9V.1l2-1.7v-2.6l-.8-.6z');
const PIN_WIDTH = 14;

/** The sign of a pinned thing, with its middle at a point. */
function drawPin(ctx, x, y, color) {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = color;
  ctx.fill(PIN);
  ctx.restore();
}

function drawDot(ctx, item, { selected, hovered, near }) {
  const big = selected || hovered || near;
  drawGlyph(
    ctx,
    NODES.group[item.node],
    item.x,
    item.y,
    hueOf(item.node),
    item.goal ? 2.4 : big ? 2 : 0.98,
  );
  if (selected || item.pinned)
    label(ctx, item.text, item.x, item.y, 22, theme.ink, theme.paper, Infinity, item.pinned);
}

function drawDisc(ctx, item) {
  const size = 1 / Math.min(1, ctx.getTransform().a / devicePixelRatio);
  const fits = measure(item.text, FONT.text) <= Math.max(90, item.room / size);
  label(ctx, fits ? item.text : item.own, item.x, item.y, -18, theme[item.hue], theme['on-goal'], item.room);
}

/** A name on a ground of its own, this far below a point; it keeps its size on the screen, whatever the scale. */
function label(ctx, text, x, y, below, ground, color, most = Infinity, pinned = false) {
  const size = 1 / Math.min(1, ctx.getTransform().a / devicePixelRatio);
  const cut = fit(text, FONT.text, Math.max(90, most / size));
  const wide = measure(cut, FONT.text) + 18 + (pinned ? PIN_WIDTH : 0);
  ctx.save();
  ctx.translate(x, y + below * size);
  ctx.scale(size, size);
  box(ctx, -wide / 2, -12, wide, 24, 6);
  ctx.fillStyle = ground;
  ctx.fill();
  write(ctx, cut, 9 - wide / 2 + (pinned ? PIN_WIDTH : 0), 0, FONT.text, color);
  if (pinned) drawPin(ctx, 13 - wide / 2, 0, color);
  ctx.restore();
}

function write(ctx, text, x, y, font, color) {
  ctx.font = font;
  ctx.fillStyle = color;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y + 1);
}
