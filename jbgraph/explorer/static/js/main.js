// What a person can do, and the start.

/** Draw again after the state has changed, in step everywhere. */
function renew() {
  for (const column of state.columns) {
    for (const parent of new Set(column.filter((row) => row.relation !== undefined).map((row) => row.parent)))
      renewMore(parent);
  }
  draw();
  renewCounts();
  renewPane();
  byId('panorama').setAttribute('aria-pressed', String(state.panorama));
}

const DOUBLE = 300; // milliseconds in which a second click makes a double one
let waiting = 0;

/**
 * Select a thing, a relation or nothing; the details follow.
 *
 * @param {boolean} [options.later] let the pane open a little later, so that it does not slide under the pointer
 *   between the two clicks of a double one
 */
function select(chosen, { later = false } = {}) {
  state.selected = chosen;
  clearTimeout(waiting);
  if (later && chosen && pane.hidden) waiting = setTimeout(renewPane, DOUBLE);
  else renewPane();
  drawEdges();
  writeAddress();
  announce(chosen);
}

function announce(chosen) {
  if (!chosen) return;
  if (chosen.node !== undefined)
    say(t('said', { name: nameOf(chosen.node), type: typeOf(chosen.node), n: missing(chosen.node) }));
  else if (chosen.edge) say(t('saidEdge', { a: nameOf(chosen.edge[0]), b: nameOf(chosen.edge[1]) }));
  else say(chosen.text || '');
}

/** Go to a thing: put it on the picture if it is not there, select it, and bring it into view. */
function go(i, beside) {
  if (!isShown(i)) {
    reveal(i, beside === null ? undefined : beside);
    draw();
    renewCounts();
  }
  select({ node: i });
  requestAnimationFrame(() => {
    if (itemOfNode(i)) ensureVisible([itemOfNode(i)], Math.max(picture.network.getScale(), 0.6));
  });
}

/** Expand a thing by up to thirty neighbours, or by those of one relation. */
function open(i, only) {
  if (state.panorama) leavePanorama();
  const before = new Set(picture.items.keys());
  const n = expand(i, only);
  state.selected = { node: i };
  renew();
  writeAddress();
  say(t('added', { n, m: state.rows.size }));
  const added = [...picture.items.values()].filter((item) => !before.has(item.key));
  if (itemOfNode(i)) ensureVisible([itemOfNode(i), ...added]);
}

function shut(i) {
  collapse(i);
  renew();
  say(t('removed', { m: state.rows.size }));
}

function conceal(i) {
  const { parent } = state.rows.get(i) || {};
  hide(i);
  state.selected = parent >= 0 && state.rows.has(parent) ? { node: parent } : null;
  renew();
  writeAddress();
  say(t('removed', { m: state.rows.size }));
}

function backToStart() {
  startAgain();
  state.hiddenTypes.clear();
  state.selected = null;
  renew();
  writeAddress();
  fitAll();
}

function enterPanorama() {
  if (state.panorama) {
    leavePanorama();
    renew();
    fitAll();
    return;
  }
  state.panorama = true;
  renew();
  fitAll();
}

function leavePanorama() {
  state.panorama = false;
  if (state.selected && state.selected.node !== undefined) reveal(state.selected.node);
}

/** Switch everything to a language: labels, interface, details. */
function speak(lang) {
  LANG = lang;
  relabel();
  startLegend();
  renew();
  if (!hits.hidden) renewHits();
  writeAddress();
}

/** What a click on an item does; a second click at once opens it. */
function press(item, point, twice) {
  if (item.look === 'more') {
    open(item.row.parent, item.row.group);
    return;
  }
  if (twice || onBadge(item, point)) open(item.node);
  else select({ node: item.node }, { later: true });
}

function startPointing() {
  const { network } = picture;
  let last = { item: null, time: -Infinity }; // the first click of two: the picture may move between them
  network.on('click', ({ pointer }) => {
    const now = performance.now();
    if (
      last.item &&
      now - last.time < DOUBLE &&
      Math.hypot(pointer.DOM.x - last.x, pointer.DOM.y - last.y) < 12
    )
      return;
    const item = itemAt(pointer.canvas);
    last = { item, time: now, ...pointer.DOM };
    const edge = item ? null : edgeAt(pointer.DOM);
    stage.focus({ preventScroll: true });
    if (item) press(item, pointer.canvas, false);
    else select(edge ? { edge } : null, { later: true });
  });
  network.on('doubleClick', ({ pointer }) => {
    const item = last.item || itemAt(pointer.canvas);
    if (item && item.node !== undefined) press(item, pointer.canvas, true);
  });
  stage.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons) {
      hover(null);
      return;
    }
    const frame = stage.getBoundingClientRect();
    hover({ x: event.clientX - frame.left, y: event.clientY - frame.top });
  });
  stage.addEventListener('pointerleave', () => hover(null));
}

/** Follow the mouse: the whole name of what is under it, or what relates the two ends of a line. */
function hover(dom) {
  const point = dom && picture.network.DOMtoCanvas(dom);
  const item = point && itemAt(point);
  const edge = point && !item ? edgeAt(dom) : null;
  const tip = byId('tip');
  stage.style.cursor = item || edge ? 'pointer' : '';
  if (picture.hovered !== (item ? item.key : null)) {
    picture.hovered = item ? item.key : null;
    repaint();
  }
  tip.hidden = !(edge || (item && item.node !== undefined));
  if (tip.hidden) return;
  tip.textContent = edge ? relationLine(edge) : `${typeOf(item.node)} · ${nameOf(item.node)}`;
  const left = Math.min(dom.x + 14, stage.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${Math.min(dom.y + 18, stage.clientHeight - tip.offsetHeight - 8)}px`;
}

function relationLine([a, b]) {
  return (links[a].get(b) || [])
    .filter(edgeOn)
    .map(
      (edge) =>
        `${nameOf(EDGES.from[edge])} → ${pick(relations[EDGES.relation[edge]].names)} → ${nameOf(EDGES.to[edge])}`,
    )
    .join('\n');
}

/** The item next to the selected one in a direction; rows of the same column first. */
function neighbourItem(dx, dy) {
  const all = [...picture.items.values()].filter((item) => item.look !== 'caption' && item.look !== 'disc');
  const from = all.find((item) => lookOf(item).selected);
  if (!from) return all.find((item) => item.look === 'goal') || all[0];
  let best = null;
  let least = Infinity;
  for (const item of all) {
    const along = (item.x - from.x) * dx + (item.y - from.y) * dy;
    const across = Math.abs((item.x - from.x) * dy) + Math.abs((item.y - from.y) * dx);
    if (item === from || along <= 1) continue;
    const cost = along + across * (dy ? 3 : 1.2);
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
}

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const chosen = state.selected || {};
  const keys = {
    Enter: () =>
      chosen.more
        ? open(chosen.more.parent, chosen.more.group)
        : chosen.node !== undefined && open(chosen.node),
    Backspace: () => chosen.node !== undefined && shut(chosen.node),
    Delete: () => chosen.node !== undefined && state.rows.has(chosen.node) && conceal(chosen.node),
    Escape: () => select(null),
    Home: backToStart,
    '+': () => zoom(1.25),
    '-': () => zoom(0.8),
    0: fitAll,
  };
  if (ARROWS[event.key]) {
    const item = neighbourItem(...ARROWS[event.key]);
    if (item) {
      select(item.look === 'more' ? { more: item.row, text: item.text } : { node: item.node });
      ensureVisible([item]);
    }
  } else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
}

function start() {
  const asked = readAddress();
  LANG = asked.lang || DATA.lang;
  readTheme();
  relabel();
  startAgain();
  startPicture();
  startLegend();
  startFinder();
  renew();
  picture.network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
  startPointing();
  stage.addEventListener('keydown', onKey);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'Escape' && pane.contains(event.target)) {
      select(null);
      stage.focus();
    }
  });
  byId('start').addEventListener('click', backToStart);
  byId('panorama').addEventListener('click', enterPanorama);
  byId('lang-zh').addEventListener('click', () => speak('zh'));
  byId('lang-en').addEventListener('click', () => speak('en'));
  byId('zoom-in').addEventListener('click', () => zoom(1.25));
  byId('zoom-out').addEventListener('click', () => zoom(0.8));
  byId('fit').addEventListener('click', fitAll);
  byId('legend-toggle').addEventListener('click', (event) => {
    const open = document.body.classList.toggle('with-legend');
    event.currentTarget.setAttribute('aria-expanded', String(open));
  });
  dark.addEventListener('change', () => {
    readTheme();
    renew();
  });
  new ResizeObserver(() => {
    if (resize()) repaint();
  }).observe(stage);
  fitAll();
  const node = asked.node ?? (DATA.focus >= 0 ? DATA.focus : undefined);
  if (node !== undefined) go(node);
  startAddress();
}

/** The place in the window of a point of the picture. */
function onScreen(point) {
  const frame = stage.getBoundingClientRect();
  const { x, y } = picture.network.canvasToDOM(point);
  return { x: x + frame.left, y: y + frame.top };
}

/** What a script outside may ask: what is shown, and where on the screen it lies. */
window.explorer = {
  shown: () =>
    [...picture.items.values()].filter((item) => item.node !== undefined).map((item) => idOf(item.node)),
  edges: () => picture.edges.getIds().map((id) => id.split('-').map((i) => idOf(Number(i)))),
  boxes: () => [...picture.items.values()].map(({ key, text, box }) => ({ key, text, ...box })),
  scale: () => picture.network.getScale(),
  whereEdge(one, other) {
    const id = [one, other]
      .map((name) => number.get(name))
      .sort((a, b) => a - b)
      .join('-');
    return onScreen(picture.network.body.edges[id].edgeType.getPoint(0.5));
  },
  where(id) {
    const item = itemOfNode(number.get(id));
    return onScreen({ x: item.box.left + Math.min(40, item.box.width / 2), y: item.y });
  },
};

start();
document.documentElement.dataset.ready = 'true';
