// From rows to places: the items to draw, in pixels. The panorama shows every entity at the place Python gave it.

const PAD = 13; // from the glyph of a chip to its left side

/** Every item of the picture with its place and its box, for a canvas of this width. */
function items(narrow) {
  return state.panorama ? dots() : narrow ? stacked() : sideBySide();
}

function dots() {
  const shared = sharedStart(GOALS.map(nameOf));
  const found = [];
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
    if (!nodeOn(node)) continue;
    found.push({
      key: `n${node}`,
      look: 'dot',
      node,
      goal: GOALS.includes(node),
      pinned: state.pinned.has(node),
      text: nameOf(node),
      x,
      y,
      box: { left: x - 9, top: y - 9, width: 18, height: 18 },
    });
  }
  for (const [sector, { y, left, right }] of tops) {
    const goal = GOALS[sector];
    found.push({
      key: `disc ${sector}`,
      look: 'disc',
      text: goal === undefined ? t('unattached') : nameOf(goal),
      own: goal === undefined ? t('unattached') : nameOf(goal).slice(shared),
      hue: sector >= 0 && sector < 4 ? `goal-${sector}` : 'goal-x',
      x: (left + right) / 2,
      y,
      box: { left, top: y - 30, width: right - left, height: 0 },
    });
  }
  return found;
}

/** How many characters all of these names begin with, whole words of them: a cut name is told apart by the rest. */
function sharedStart(names) {
  if (names.length < 2) return 0;
  const [one] = names;
  let n = 0;
  while (n < one.length && names.every((name) => name[n] === one[n])) n += 1;
  return hasCjk(one) ? n : one.lastIndexOf(' ', n - 1) + 1;
}

/** Columns beside each other under one row of larger goals. */
function sideBySide() {
  const columns = columnRows().filter((column) =>
    column.some((line) => line.kind !== 'node' || nodeOn(line.node)),
  );
  const left = (-columns.length * SPACE.column) / 2;
  const upper = OPENING.upper.filter(nodeOn);
  const pitch = Math.min(330, (columns.length * SPACE.column) / Math.max(1, upper.length));
  const found = upper.map((node, n) => upperItem(node, (n - (upper.length - 1) / 2) * pitch, pitch - 30));
  const top = upper.length ? SPACE.upper + 66 : 0;
  columns.forEach((column, c) => found.push(...columnItems(column, left + c * SPACE.column + PAD, top)));
  return found;
}

/** Everything in one column, for a narrow screen. */
function stacked() {
  const found = [];
  let y = 0;
  for (const node of OPENING.upper.filter(nodeOn)) {
    const item = upperItem(node, 0, SPACE.column - 26);
    item.x = PAD;
    item.y += y;
    item.box.left = 0;
    item.box.top += y;
    found.push(item);
    y += SPACE.upper + 12;
  }
  y += 34;
  for (const column of columnRows()) {
    const made = columnItems(column, PAD, y);
    if (!made.length) continue;
    found.push(...made);
    y = made[made.length - 1].y + SPACE.row + 30;
  }
  return found;
}

function upperItem(node, x, width) {
  const badge = badgeOf(node);
  const pinned = state.pinned.has(node);
  const lines = wrap(nameOf(node), FONT.upper, width - 46 - tailWidth(badge, pinned), 2);
  const wide = Math.max(...lines.map((line) => measure(line, FONT.upper))) + 46 + tailWidth(badge, pinned);
  return {
    key: `n${node}`,
    look: 'upper',
    node,
    row: rowOf(node, 'upper', 0),
    lines,
    badge,
    pinned,
    x,
    y: 0,
    box: { left: x - wide / 2, top: -SPACE.upper / 2, width: wide, height: SPACE.upper },
  };
}

const badgeOf = (i) => {
  const n = missing(i);
  if (n) return `+${count(n)}`;
  return outside(i) && canFetch(i) ? `↓${count(outside(i))}` : '';
};
const badgeWidth = (badge) => (badge ? measure(badge, FONT.small) + 12 : 0);
/** The room that the number and the pin at the end of an item take. */
const tailWidth = (badge, pinned) => badgeWidth(badge) + (pinned ? PIN_WIDTH : 0);

/** The rows of one column from the top, each below the other. */
function columnItems(column, x0, top) {
  const found = [];
  let y = top;
  let depth = 0;
  for (const line of column) {
    if (line.node !== undefined && !nodeOn(line.node)) continue;
    if (line.depth < depth && line.kind !== 'caption') y += 7;
    depth = line.depth;
    const x = x0 + Math.min(line.depth, 6) * SPACE.indent;
    const most = Math.max(120, SPACE.column - (x - x0) - 2 * PAD - 6);
    const [make, high] = {
      goal: [goalItem, SPACE.goal / 2 + SPACE.row - 4],
      node: [chipItem, SPACE.row],
      caption: [captionItem, SPACE.caption],
      bundle: [restItem, SPACE.row + 3],
      more: [restItem, SPACE.row],
    }[line.kind];
    found.push(make(line, x, y, most));
    y += high;
  }
  return found;
}

function captionItem(row, x, y, most) {
  return {
    key: `c${row.parent} ${row.key}`,
    look: 'caption',
    row,
    text: fit(captionOf(row), FONT.small, most - 2),
    x,
    y: y + 1,
    box: { left: x - PAD, top: y - 12, width: 0, height: 0 },
  };
}

/** What is left of one type of a group: closed a bundle, with more of it to come once it is open. */
function restItem(row, x, y, most) {
  const type = begin(pick(types[row.type].names));
  const text =
    row.kind === 'bundle'
      ? t('bundle', { type, n: row.left })
      : t('more', { type, n: row.left, m: Math.min(PORTION, row.left) });
  const bundle = row.kind === 'bundle';
  const font = bundle ? FONT.text : FONT.small;
  const cut = fit(text, font, most - 30);
  const width = measure(cut, font) + (bundle ? PAD + 24 : 20);
  return {
    key: restKey(row),
    look: row.kind,
    row,
    text: cut,
    font,
    x,
    y,
    box: { left: x - PAD, top: y - (bundle ? 13 : 12), width, height: bundle ? 26 : 24 },
  };
}

const restKey = ({ parent, key, type }) => `m${parent} ${key} ${type}`;

function chipItem(row, x, y, most) {
  const badge = badgeOf(row.node);
  const pinned = state.pinned.has(row.node);
  const font = hasCjk(nameOf(row.node)) ? FONT.text : FONT.latin;
  const text = fit(nameOf(row.node), font, most - 22 - tailWidth(badge, pinned));
  const width = PAD + 14 + measure(text, font) + tailWidth(badge, pinned) + (badge ? 6 : 10);
  return {
    key: `n${row.node}`,
    look: 'node',
    node: row.node,
    row,
    text,
    font,
    badge,
    pinned,
    x,
    y,
    box: { left: x - PAD, top: y - SPACE.chip / 2, width, height: SPACE.chip },
  };
}

function goalItem(row, x, y, most) {
  const badge = badgeOf(row.node);
  const pinned = state.pinned.has(row.node);
  const lines = wrap(nameOf(row.node), FONT.goal, most - 26 - tailWidth(badge, pinned), 2);
  return {
    key: `n${row.node}`,
    look: 'goal',
    node: row.node,
    row,
    lines,
    badge,
    pinned,
    x,
    y,
    box: { left: x - PAD, top: y - SPACE.goal / 2, width: most + PAD, height: SPACE.goal },
  };
}

/** What a caption says: the document the rows are from, or the relation with how many of how many are shown. */
function captionOf(row) {
  if (row.document !== undefined) return termOf(row.document);
  if (row.key === PINNED) return t('pinnedHere');
  const group = neighboursOf(row.parent).find((other) => other.key === row.key);
  const from = upperGoals.has(row.parent) ? `${nameOf(row.parent)} · ` : '';
  const inward = row.key.startsWith('<');
  const relation = relations.findIndex(({ key }) => key === row.key.slice(Number(inward)));
  const others = new Set(group ? group.items.map((item) => item.other) : []);
  const shown = [...others].filter(isShown).length;
  return `${from}${relationName(relation, inward)} ${t('of', { n: shown, m: others.size })}`;
}
