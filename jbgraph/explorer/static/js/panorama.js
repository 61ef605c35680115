// From rows to places: the items to draw, in pixels. The panorama shows every entity at the place Python gave it.

const PAD = 13; // from the glyph of a chip to its left side

/** Every item of the picture with its place and its box, for a canvas of this width. */
function items(narrow) {
  return state.panorama ? dots() : narrow ? stacked() : sideBySide();
}

function dots() {
  const found = [];
  const goals = DATA.opening.columns.map((column) => column.goal);
  const tops = new Map();
  for (let node = 0; node < TOTAL; node += 1) {
    const [x, y] = [NODES.x[node], NODES.y[node]];
    const top = tops.get(NODES.sector[node]) || { y, left: x, right: x };
    const { left, right } = top;
    tops.set(NODES.sector[node], {
      y: Math.min(y, top.y),
      left: Math.min(x, left),
      right: Math.max(x, right),
    });
    if (!typeOn(node)) continue;
    found.push({
      key: `n${node}`,
      look: 'dot',
      node,
      goal: goals.includes(node),
      text: nameOf(node),
      x,
      y,
      box: { left: x - 9, top: y - 9, width: 18, height: 18 },
    });
  }
  for (const [sector, { y, left, right }] of tops) {
    const goal = goals[sector];
    found.push({
      key: `disc ${sector}`,
      look: 'disc',
      text: goal === undefined ? t('unattached') : nameOf(goal),
      hue: sector >= 0 && sector < 4 ? `goal-${sector}` : 'goal-x',
      x: (left + right) / 2,
      y,
      box: { left, top: y - 30, width: right - left, height: 0 },
    });
  }
  return found;
}

/** Columns beside each other under one row of larger goals. */
function sideBySide() {
  const columns = state.columns.filter((column, c) => c < state.columns.length - 1 || column.length);
  const left = (-columns.length * SPACE.column) / 2;
  const upper = state.upper.filter(shownIn);
  const pitch = Math.min(330, (columns.length * SPACE.column) / Math.max(1, upper.length));
  const found = upper.map((row, n) => upperItem(row, (n - (upper.length - 1) / 2) * pitch, pitch - 30));
  const top = upper.length ? SPACE.upper + 66 : 0;
  columns.forEach((column, c) => found.push(...columnItems(column, left + c * SPACE.column + PAD, top)));
  return found;
}

/** Everything in one column, for a narrow screen. */
function stacked() {
  const found = [];
  let y = 0;
  for (const row of state.upper.filter(shownIn)) {
    const item = upperItem(row, 0, SPACE.column - 26);
    item.x = PAD;
    item.y += y;
    item.box.left = 0;
    item.box.top += y;
    found.push(item);
    y += SPACE.upper + 12;
  }
  y += 34;
  for (const column of state.columns) {
    const made = columnItems(column, PAD, y);
    if (!made.length) continue;
    found.push(...made);
    y = made[made.length - 1].y + SPACE.row + 30;
  }
  return found;
}

function upperItem(row, x, width) {
  const badge = badgeOf(row.node);
  const lines = wrap(nameOf(row.node), FONT.upper, width - 46 - badgeWidth(badge), 2);
  const wide = Math.max(...lines.map((line) => measure(line, FONT.upper))) + 46 + badgeWidth(badge);
  return {
    key: `n${row.node}`,
    look: 'upper',
    node: row.node,
    row,
    lines,
    badge,
    x,
    y: 0,
    box: { left: x - wide / 2, top: -SPACE.upper / 2, width: wide, height: SPACE.upper },
  };
}

const badgeOf = (i) => {
  const n = missing(i);
  return n ? `+${count(n)}` : '';
};
const badgeWidth = (badge) => (badge ? measure(badge, FONT.small) + 12 : 0);

/** The rows of one column from the top, each below the other. */
function columnItems(column, x0, top) {
  const found = [];
  let y = top;
  let depth = 0;
  column.forEach((row) => {
    if (row.depth < depth && row.kind !== 'caption') y += 7;
    depth = row.depth;
    const x = x0 + Math.min(row.depth, 6) * SPACE.indent;
    const most = Math.max(120, SPACE.column - (x - x0) - 2 * PAD - 6);
    if (row.kind === 'node' || row.kind === 'goal') {
      if (!shownIn(row)) return;
      const item = row.kind === 'goal' ? goalItem(row, x, y, most) : chipItem(row, x, y, most);
      found.push(item);
      y += row.kind === 'goal' ? SPACE.goal / 2 + SPACE.row - 4 : SPACE.row;
    } else if (row.kind === 'caption') {
      if (
        !column.some(
          (other) =>
            other.group === row.group &&
            other.parent === row.parent &&
            other.kind === 'node' &&
            shownIn(other),
        )
      )
        return;
      const text = fit(captionOf(row), FONT.small, most - 2);
      found.push({
        key: `c${row.parent} ${row.group}`,
        look: 'caption',
        row,
        text,
        x,
        y: y + 1,
        box: { left: x - PAD, top: y - 12, width: 0, height: 0 },
      });
      y += SPACE.caption;
    } else {
      const text = t('more', { n: row.left, m: Math.min(BATCH, row.left) });
      const wide = measure(text, FONT.small) + 20;
      found.push({
        key: `m${row.parent} ${row.group}`,
        look: 'more',
        row,
        text,
        x,
        y,
        box: { left: x - PAD, top: y - 12, width: wide, height: 24 },
      });
      y += SPACE.row;
    }
  });
  return found;
}

function chipItem(row, x, y, most) {
  const badge = badgeOf(row.node);
  const font = hasCjk(nameOf(row.node)) ? FONT.text : FONT.latin;
  const text = fit(nameOf(row.node), font, most - 22 - badgeWidth(badge));
  const width = PAD + 14 + measure(text, font) + badgeWidth(badge) + (badge ? 6 : 10);
  return {
    key: `n${row.node}`,
    look: 'node',
    node: row.node,
    row,
    text,
    font,
    badge,
    x,
    y,
    box: { left: x - PAD, top: y - SPACE.chip / 2, width, height: SPACE.chip },
  };
}

function goalItem(row, x, y, most) {
  const badge = badgeOf(row.node);
  const lines = wrap(nameOf(row.node), FONT.goal, most - 26 - badgeWidth(badge), 2);
  return {
    key: `n${row.node}`,
    look: 'goal',
    node: row.node,
    row,
    lines,
    badge,
    x,
    y,
    box: { left: x - PAD, top: y - SPACE.goal / 2, width: most + PAD, height: SPACE.goal },
  };
}

/** What a caption says: the document the rows are from, or the relation with how many of how many are shown. */
function captionOf(row) {
  if (row.document !== undefined) return termOf(row.document);
  const group = groupsOf(row.parent, edgeOn).find((other) => other.key === row.group);
  const others = group ? new Set(group.items.map((item) => item.other)) : new Set();
  const shown = [...others].filter(isShown).length;
  const from = state.upper.some((upper) => upper.node === row.parent) ? `${nameOf(row.parent)} · ` : '';
  return `${from}${relationName(row.relation, row.inward)} ${t('of', { n: shown, m: others.size })}`;
}
