// What is on the picture: columns of rows, each row a thing or a caption, indented below what it was opened from.
// Nothing that is shown moves but down and up in its column, when rows open or close above it.

const state = {
  columns: [], // rows of each column; the last column takes what hangs on no goal
  upper: [], // the larger goals, in one row above
  rows: new Map(), // entity → its row
  hiddenTypes: new Set(),
  layers: new Set(DATA.layers.filter((layer) => layer !== 'derived')),
  selected: null, // {node}, {edge: [a, b]} or {more: row}
  panorama: false,
};

const shownIn = (row) => !state.hiddenTypes.has(NODES.group[row.node]);
const edgeOn = (edge) => state.layers.has(edgeLayer[edge]);
const typeOn = (i) => !state.hiddenTypes.has(NODES.group[i]);
const isShown = (i) => (state.panorama || state.rows.has(i)) && typeOn(i);

/** Set the picture back to the goals with what serves them. */
function startAgain() {
  state.rows.clear();
  state.panorama = false;
  state.upper = DATA.opening.upper.map((node) => put({ kind: 'upper', node, depth: 0, parent: -1 }));
  state.columns = DATA.opening.columns.map(({ goal, rows }) => {
    const column = [put({ kind: 'goal', node: goal, depth: 0, parent: -1 })];
    let document = null;
    for (const [from, node] of rows) {
      if (from !== document) {
        column.push({ kind: 'caption', depth: 1, parent: goal, group: `document ${from}`, document: from });
        document = from;
      }
      column.push(put({ kind: 'node', node, depth: 1, parent: goal, group: `document ${from}` }));
    }
    return column;
  });
  state.columns.push([]);
}

function put(row) {
  if (row.node !== undefined) state.rows.set(row.node, row);
  return row;
}

const columnOf = (row) => state.columns.find((column) => column.includes(row));

/** The place after a row and everything below it. */
function endOf(column, row) {
  let at = column.indexOf(row) + 1;
  while (at < column.length && column[at].depth > row.depth) at += 1;
  return at;
}

/** Neighbours by relation, as the layers that are switched on give them, without types that are hidden. */
const neighboursOf = (i) =>
  groupsOf(i, edgeOn)
    .map((group) => ({ ...group, items: group.items.filter((item) => typeOn(item.other)) }))
    .filter((group) => group.items.length);

/** The number of neighbours that are not on the picture. */
function missing(i) {
  let n = 0;
  for (const [other, edges] of links[i]) if (!isShown(other) && typeOn(other) && edges.some(edgeOn)) n += 1;
  return n;
}

/** Where children of an entity go: below it, or, for a larger goal, into the last column. */
function host(i) {
  const row = state.rows.get(i);
  const column = columnOf(row);
  if (column) return { column, depth: row.depth + 1, end: () => endOf(column, row) };
  const last = state.columns[state.columns.length - 1];
  return { column: last, depth: 0, end: () => last.length };
}

/** Put neighbours of one relation below an entity, after those of the same relation that are there. */
function add(i, group, others) {
  const { column, depth, end } = host(i);
  const mine = column.filter((row) => row.parent === i && row.group === group.key && row.kind !== 'more');
  const rows = others.map((node) => put({ kind: 'node', node, depth, parent: i, group: group.key }));
  if (!mine.length) {
    rows.unshift({
      kind: 'caption',
      depth,
      parent: i,
      group: group.key,
      relation: group.relation,
      inward: group.inward,
    });
  }
  const at = mine.length ? endOf(column, mine[mine.length - 1]) : end();
  column.splice(at, 0, ...rows);
}

/** Put one `more` row after every group that is not complete, and take the others away. */
function renewMore(i) {
  const { column } = host(i);
  for (let at = column.length - 1; at >= 0; at -= 1) {
    if (column[at].parent === i && column[at].kind === 'more') column.splice(at, 1);
  }
  for (const group of neighboursOf(i)) {
    const mine = column.filter((row) => row.parent === i && row.group === group.key);
    const left = group.items.filter((item) => !state.rows.has(item.other)).length;
    if (!mine.length || !left) continue;
    const row = { kind: 'more', depth: mine[0].depth, parent: i, group: group.key, left };
    column.splice(endOf(column, mine[mine.length - 1]), 0, row);
  }
}

/**
 * Show neighbours of an entity that are not there yet, some of each relation, thirty at a time.
 *
 * @param {string} [only] the group to take them from
 * @returns {number} how many were added
 */
function expand(i, only) {
  if (!state.rows.has(i)) reveal(i);
  const groups = neighboursOf(i).filter((group) => !only || group.key === only);
  const waiting = groups.map((group) =>
    [...new Set(group.items.map((item) => item.other))].filter((other) => !state.rows.has(other)),
  );
  const taken = waiting.map(() => []);
  const seen = new Set();
  const share = Math.max(4, Math.floor(BATCH / Math.max(1, groups.length)));
  let room = BATCH;
  for (const most of [share, BATCH]) {
    waiting.forEach((others, g) => {
      while (room > 0 && others.length && taken[g].length < most) {
        const other = others.shift();
        if (seen.has(other)) continue;
        seen.add(other);
        taken[g].push(other);
        room -= 1;
      }
    });
  }
  groups.forEach((group, g) => {
    if (taken[g].length) add(i, group, taken[g]);
  });
  renewMore(i);
  return BATCH - room;
}

/** Take away everything that was opened from an entity, and what was opened from that. */
function collapse(i) {
  const gone = new Set([i]);
  let grew = true;
  while (grew) {
    grew = false;
    for (const row of state.rows.values()) {
      if (gone.has(row.parent) && !gone.has(row.node)) grew = Boolean(gone.add(row.node));
    }
  }
  for (const [c, column] of state.columns.entries()) {
    state.columns[c] = column.filter((row) => !gone.has(row.parent));
  }
  for (const node of gone) if (node !== i) state.rows.delete(node);
}

const hasChildren = (i) => [...state.rows.values()].some((row) => row.parent === i);

function hide(i) {
  const row = state.rows.get(i);
  if (!row) return;
  collapse(i);
  state.rows.delete(i);
  state.upper = state.upper.filter((other) => other !== row);
  state.columns = state.columns.map((column) => column.filter((other) => other !== row));
  tidy(row.parent, row.group);
}

/** Take away a caption that stands over nothing. */
function tidy(parent, group) {
  for (const [c, column] of state.columns.entries()) {
    const mine = column.filter((row) => row.parent === parent && row.group === group && row.kind === 'node');
    if (!mine.length)
      state.columns[c] = column.filter((row) => row.parent !== parent || row.group !== group || !row.group);
  }
}

/**
 * Show an entity: below a neighbour if one is given, else with the way from its goal down to it.
 *
 * @param {number} [beside] an entity that is shown and next to it
 */
function reveal(i, beside) {
  state.hiddenTypes.delete(NODES.group[i]);
  if (state.rows.has(i)) return;
  if (beside !== undefined && state.rows.has(beside) && links[beside].has(i)) {
    place(beside, i);
    return;
  }
  const way = [i];
  while (!state.rows.has(way[0]) && NODES.parent[way[0]] >= 0) way.unshift(NODES.parent[way[0]]);
  if (!state.rows.has(way[0])) {
    const last = state.columns[state.columns.length - 1];
    last.push(put({ kind: 'node', node: way[0], depth: 0, parent: -1, group: 'other' }));
  }
  for (let n = 1; n < way.length; n += 1) place(way[n - 1], way[n]);
}

/** Put one neighbour below an entity, under the best relation between the two. */
function place(i, other) {
  const groups = groupsOf(i, () => true).filter((group) => group.items.some((item) => item.other === other));
  groups.sort((a, b) => Number(!edgeOn(itemOf(a, other).edge)) - Number(!edgeOn(itemOf(b, other).edge)));
  add(i, groups[0], [other]);
  renewMore(i);
}

const itemOf = (group, other) => group.items.find((item) => item.other === other);
