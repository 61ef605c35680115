// From the tree to rows: the columns of the picture, each a list of rows from top to bottom. A row is a thing, the
// caption over a group, or what is left of a group: a bundle of one type, or more of one.

/** The rows of every column; the last one takes what hangs on no goal or on a larger one, and may be empty. */
function columnRows() {
  const columns = OPENING.columns.map(({ goal, rows }) => {
    const found = [rowOf(goal, 'goal', 0)];
    let document = null;
    let caption = null;
    for (const [from, node] of rows) {
      if (from !== document)
        caption = { kind: 'caption', depth: 1, parent: goal, key: `document ${from}`, document: from };
      document = from;
      if (nodeOn(node) && caption) {
        found.push(caption);
        caption = null;
      }
      found.push(rowOf(node, 'node', 1), ...below(node, 2));
    }
    found.push(...below(goal, 1));
    return found;
  });
  const last = [];
  for (const node of OPENING.upper) last.push(...below(node, 0));
  last.push(...below(LOOSE, 0));
  return [...columns, last];
}

function rowOf(node, kind, depth) {
  const { parent, group } = state.rows.get(node);
  return { kind, node, depth, parent, key: group };
}

/** The rows below an entity: for each group a caption, the things in it with what is below them, and what is left. */
function below(parent, depth) {
  const found = [];
  for (const { key, kids, open } of state.outline.tree.get(parent) || []) {
    const rest = open ? restOf(parent, key, kids, depth) : [];
    if (key !== 'other' && (rest.length || kids.some(nodeOn)))
      found.push({ kind: 'caption', depth, parent, key });
    for (const node of kids) found.push(rowOf(node, 'node', depth), ...below(node, depth + 1));
    found.push(...rest);
  }
  return found;
}

/** One row for each type of which a group holds things that are not on the picture. */
function restOf(parent, key, kids, depth) {
  const begun = new Set(kids.map((node) => NODES.group[node]));
  return state.outline.waiting(parent, key).map(({ type, others }) => ({
    kind: begun.has(type) ? 'more' : 'bundle',
    depth,
    parent,
    key,
    type,
    left: others.length,
  }));
}
