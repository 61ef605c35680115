// The state of the view: what is on the picture, what is filtered out, what is selected. One plain object holds all
// of it, for undo, for the address, and for whoever wants to keep a view. Other scripts read and change it here.

const state = {
  filter: noFilter(),
  on: null, // what the filter leaves on, see `compile`
  outline: null,
  selected: null, // {node}, {edge: [a, b]} or {more: {parent, key, type}, text}
  panorama: false,
  view: 'picture', // or 'table'
  why: null, // or two entities whose connection is asked for
  get rows() {
    return this.outline.rows;
  },
  get pinned() {
    return this.outline.pinned;
  },
};

const nodeOn = (i) => state.on.node(i);
const edgeOn = (edge) => state.on.edge(edge);
const neighboursOf = (i) => state.on.groups(i);
const isShown = (i) => (state.panorama || state.rows.has(i)) && nodeOn(i);
const hasChildren = (i) => (state.outline.tree.get(i) || []).some((group) => group.kids.length || group.open);

/** The number of neighbours that are not on the picture. */
function missing(i) {
  let n = 0;
  for (const [other, edges] of links[i])
    if (!(state.panorama || state.rows.has(other)) && nodeOn(other) && edges.some(edgeOn)) n += 1;
  return n;
}

/** The entities on the picture in reading order: the goals, then row by row. */
const shownNodes = () =>
  [...picture.items.values()].filter((item) => item.node !== undefined).map((item) => item.node);

/** The statements between the things on the picture that the filters leave on, in the order of their things. */
function shownEdges() {
  const shown = shownNodes();
  const there = new Set(shown);
  const found = new Set();
  for (const node of shown) {
    for (const [other, edges] of links[node])
      if (there.has(other)) for (const edge of edges) if (edgeOn(edge)) found.add(edge);
  }
  return [...found];
}

// The view as a plain object

/** The whole view as a plain object of numbers and strings; without what is as it opens. */
function viewState() {
  const { outline, selected, panorama, view, why } = state;
  const found = { ...packFilter(state.filter) };
  const tree = outline.pack();
  if (tree.length) found.tree = tree;
  if (outline.pinned.size) found.pinned = [...outline.pinned];
  if (panorama) found.panorama = true;
  if (view !== 'picture') found.view = view;
  if (why) found.why = [...why];
  if (selected && !selected.more) found.selected = structuredClone(selected);
  return found;
}

/** Make the view what `viewState` once gave; everything follows. */
function restoreView(object) {
  setState(object);
  renew();
}

function setState(object) {
  refilter(unpackFilter(object));
  state.outline = new Outline(state.on).unpack(object.tree || [], object.pinned || []);
  state.panorama = Boolean(object.panorama);
  state.view = object.view || 'picture';
  state.why = object.why || null;
  state.selected = object.selected || null;
}

/** Take a filter, or take account of what was changed in the present one. */
function refilter(filter = state.filter) {
  state.filter = filter;
  state.on = compile(filter);
  if (state.outline) state.outline.on = state.on;
}

/** Lift every filter that hides an entity. */
function letShow(i) {
  const { filter } = state;
  while (!nodeOn(i)) {
    const reason = REASONS[state.on.off[i] - 1];
    if (reason === 'type') filter.types.delete(NODES.group[i]);
    else if (reason === 'goal') filter.goals.delete(sectorOf(i));
    else if (reason === 'document') filter.documents.clear();
    else if (reason === 'year') Object.assign(filter, { years: null, undated: true });
    else filter.hidden.delete(i);
    refilter();
  }
}

// Steps, and back

const past = [];
const future = [];
const MOST_STEPS = 200;
let inside = 0;

/** What of a view undo brings back: all but where one looks at it from. */
const undoable = ({ selected, view, ...rest }) => JSON.stringify(rest);

/**
 * Change the view as one step that can be undone; everything on the page follows. A step within a step is part of it.
 *
 * @param {boolean} [options.write] whether to write the address too
 * @returns what `change` returns
 */
function step(change, { write = true } = {}) {
  if (inside) return change();
  const before = viewState();
  let result;
  inside += 1;
  try {
    result = change();
  } finally {
    inside -= 1;
  }
  if (undoable(before) !== undoable(viewState())) {
    past.push(before);
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
  }
  renew();
  if (write) writeAddress(true);
  return result;
}

function travel(from, to, key) {
  if (!from.length) {
    say(t(`${key}None`));
    return;
  }
  const { panorama, view } = state;
  to.push(viewState());
  setState({ ...from.pop(), view });
  renew();
  writeAddress(true);
  if (panorama !== state.panorama) fitAll();
  say(t(`${key}Done`, { m: shownNodes().length }));
}

const undo = () => travel(past, future, 'undo');
const redo = () => travel(future, past, 'redo');

// Following and changing, for the other parts of the page

const followers = { change: [], select: [] };
const onChange = (follow) => followers.change.push(follow);
const onSelect = (follow) => followers.select.push(follow);

/** Bring everything in step after the state was changed, without a step that could be undone. */
function changed() {
  renew();
  writeAddress();
}

function setView(view) {
  if (view === state.view) return;
  state.view = view;
  changed();
}

function setWhy(pair) {
  step(() => {
    state.why = pair;
  });
}

/** Put several things on the picture, each with its way up to a goal, as one step, and bring them into view. */
function showThings(list, { select: chosen = false } = {}) {
  const before = state.rows.size;
  step(() => {
    if (state.panorama) state.panorama = false;
    for (const i of list) {
      letShow(i);
      state.outline.reveal(i);
    }
    if (chosen && list.length) state.selected = { node: list[0] };
  });
  bringIn(list.map(itemOfNode).filter(Boolean));
  say(t('added', { n: state.rows.size - before, m: shownNodes().length }));
}

/** Put what one relation of a thing leads to on the picture, as one step. */
function showGroup(i, key) {
  open(i, key);
}

/** A message that everybody sees for a while. */
let noticed = 0;
function notice(text) {
  const place = byId('notice');
  place.textContent = text;
  place.hidden = false;
  say(text);
  clearTimeout(noticed);
  noticed = setTimeout(() => {
    place.hidden = true;
  }, 12000);
}

function startSteps() {
  byId('undo').addEventListener('click', undo);
  byId('redo').addEventListener('click', redo);
  byId('notice').addEventListener('click', () => {
    byId('notice').hidden = true;
  });
  onChange(() => {
    byId('undo').disabled = !past.length;
    byId('redo').disabled = !future.length;
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'range') return;
    const key = event.key.toLowerCase();
    if (key === 'z' || key === 'y') {
      if (key === 'z' && !event.shiftKey) undo();
      else redo();
      event.preventDefault();
    }
  });
}
