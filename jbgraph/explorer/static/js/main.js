// What a person can do, and the start.

/** Draw again after the state has changed, in step everywhere. */
function renew() {
  draw();
  renewLegend();
  renewPane();
  byId('panorama').setAttribute('aria-pressed', String(state.panorama));
  for (const follow of followers.change) follow();
  repaint();
}

const DOUBLE = 300; // milliseconds in which a second click makes a double one
let waiting = 0;

/**
 * Select a thing, a relation or nothing; the details follow.
 *
 * @param {boolean} [options.later] let the pane open a little later, so that it does not slide under the pointer
 *   between the two clicks of a double one
 * @param {boolean} [options.passing] do not make a step that the browser's Back undoes
 */
function select(chosen, { later = false, passing = false } = {}) {
  state.selected = chosen;
  clearTimeout(waiting);
  if (later && chosen && pane.hidden) waiting = setTimeout(renewPane, DOUBLE);
  else renewPane();
  for (const follow of followers.select) follow(chosen);
  drawEdges(); // after all that may move the stage
  writeAddress(!passing);
  announce(chosen);
}

function announce(chosen) {
  if (!chosen) return;
  if (chosen.node !== undefined)
    say(
      t('said', { name: nameOf(chosen.node), type: typeOf(chosen.node), n: missing(chosen.node) }) +
        (outside(chosen.node) ? t('saidBeyond', { n: outside(chosen.node) }) : ''),
    );
  else if (chosen.edge) say(t('saidEdge', { a: nameOf(chosen.edge[0]), b: nameOf(chosen.edge[1]) }));
  else say(chosen.text || '');
}

/** Go to a thing: put it on the picture if it is not there, select it, and bring it into view. */
function go(i, beside) {
  if (!isShown(i)) {
    step(() => {
      letShow(i);
      state.outline.reveal(i, beside === null ? undefined : beside);
      state.selected = { node: i };
    });
  }
  select({ node: i });
  requestAnimationFrame(() => {
    if (itemOfNode(i)) ensureVisible([itemOfNode(i)], Math.max(picture.network.getScale(), 0.6));
  });
}

/** Expand a thing, one relation of it, or one bundle. */
function open(i, key, type) {
  if (key === undefined && !state.panorama && isShown(i) && !missing(i) && outside(i) && canFetch(i)) {
    fetchMore(i);
    return;
  }
  const before = new Set(picture.items.keys());
  const n = step(() => {
    if (state.panorama) leavePanorama();
    letShow(i);
    state.selected = { node: i };
    return type === undefined ? state.outline.expand(i, key) : state.outline.expandPart(i, key, type);
  });
  say(t('added', { n, m: shownNodes().length }));
  const added = [...picture.items.values()].filter((item) => !before.has(item.key));
  if (itemOfNode(i)) ensureVisible([...(type === undefined ? [itemOfNode(i)] : []), ...added]);
}

function shut(i) {
  step(() => state.outline.collapse(i));
  say(t('removed', { m: shownNodes().length }));
}

function conceal(i) {
  step(() => {
    const { parent } = state.rows.get(i) || { parent: LOOSE };
    state.outline.pinned.delete(i);
    state.outline.collapse(i);
    state.filter.hidden.add(i);
    refilter();
    state.selected = parent >= 0 && isShown(parent) ? { node: parent } : null;
  });
  say(t('removed', { m: shownNodes().length }));
}

/** Pin a thing or let it go again: what is pinned stays when all around it is closed. */
function togglePin(i) {
  const on = !state.pinned.has(i);
  step(() => (on ? pin(i) : unpin(i)));
  say(t(on ? 'pinnedSaid' : 'unpinnedSaid', { name: nameOf(i) }));
}

const pin = (i) => step(() => state.outline.pin(i));
const unpin = (i) => step(() => state.outline.unpin(i));

/** The picture as it opens, with what is pinned, and nothing filtered out. */
function backToStart() {
  step(() => {
    const { pinned } = state;
    refilter(noFilter());
    state.outline = new Outline(state.on);
    for (const i of pinned) state.outline.pin(i);
    Object.assign(state, { panorama: false, selected: null, why: null });
  });
  fitAll();
}

function enterPanorama() {
  step(() => {
    if (state.panorama) leavePanorama();
    else state.panorama = true;
  });
  fitAll();
}

function leavePanorama() {
  state.panorama = false;
  if (state.selected && state.selected.node !== undefined) state.outline.reveal(state.selected.node);
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
  if (item.row && item.row.left) {
    open(item.row.parent, item.row.key, item.row.type);
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
    const frame = stage.getBoundingClientRect(); // the stage, too, may move between the two
    const [x, y] = [pointer.DOM.x + frame.left, pointer.DOM.y + frame.top];
    if (last.item && now - last.time < DOUBLE && Math.hypot(x - last.x, y - last.y) < 12) return;
    const item = itemAt(pointer.canvas);
    last = { item, time: now, x, y };
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
  tip.textContent = edge
    ? relationLine(edge)
    : `${typeOf(item.node)} · ${nameOf(item.node)}${outside(item.node) ? t('saidBeyond', { n: outside(item.node) }) : ''}`;
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
        ? open(chosen.more.parent, chosen.more.key, chosen.more.type)
        : chosen.node !== undefined && open(chosen.node),
    Backspace: () => chosen.node !== undefined && shut(chosen.node),
    Delete: () => chosen.node !== undefined && state.rows.has(chosen.node) && conceal(chosen.node),
    p: () => chosen.node !== undefined && togglePin(chosen.node),
    P: () => chosen.node !== undefined && togglePin(chosen.node),
    Escape: () => select(null),
    Home: backToStart,
    '+': () => zoom(1.25),
    '-': () => zoom(0.8),
    0: fitAll,
  };
  if (ARROWS[event.key]) {
    const item = neighbourItem(...ARROWS[event.key]);
    if (item) {
      const chosen = item.row && item.row.left ? { more: item.row, text: item.text } : { node: item.node };
      select(chosen, { passing: true });
      ensureVisible([item]);
    }
  } else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
}

function start() {
  const asked = readAddress();
  LANG = asked.lang || DATA.lang;
  setState(asked.view);
  readTheme();
  relabel();
  startPicture();
  startLegend();
  startFinder();
  startSteps();
  // colleagues' parts start here
  startWhy();
  startWelcome();
  startTable();
  startKeep();
  startOutside();
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
  startMenu();
  byId('start').addEventListener('click', backToStart);
  byId('panorama').addEventListener('click', enterPanorama);
  byId('lang-zh').addEventListener('click', () => speak('zh'));
  byId('lang-en').addEventListener('click', () => speak('en'));
  byId('zoom-in').addEventListener('click', () => zoom(1.25));
  byId('zoom-out').addEventListener('click', () => zoom(0.8));
  byId('fit').addEventListener('click', fitAll);
  byId('show-all').addEventListener('click', showEverything);
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
  if (asked.empty && DATA.focus >= 0) {
    go(DATA.focus);
    const bare = !OPENING.columns.some(({ goal, rows }) => goal === DATA.focus && rows.length);
    if (DATA.fetch && bare) open(DATA.focus);
    if (DATA.fetch) requestAnimationFrame(fitAll); // the details took of the room
  } else if (state.selected && itemOfNode(state.selected.node))
    ensureVisible([itemOfNode(state.selected.node)], Math.max(picture.network.getScale(), 0.6));
  startAddress(asked);
}

/** In a small window the tools stand in a menu, which closes when one has been used or something else is. */
function startMenu() {
  const toggle = byId('menu-toggle');
  const show = (open) => {
    document.body.classList.toggle('with-menu', open);
    toggle.setAttribute('aria-expanded', String(open));
  };
  toggle.addEventListener('click', () => show(toggle.getAttribute('aria-expanded') !== 'true'));
  byId('menu').addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (button && !['undo', 'redo', 'keep'].includes(button.id)) show(false);
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target !== toggle && !byId('menu').contains(target)) show(false);
  });
  byId('menu').addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !toggle.checkVisibility()) return;
    show(false);
    toggle.focus();
  });
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
  view: () => viewState(),
  edges: () => picture.edges.getIds().map((id) => endsOf(id).map(idOf)),
  lines: () =>
    picture.edges.get().map(({ id, dashes, width }) => ({ id, ends: endsOf(id).map(idOf), dashes, width })),
  boxes: () => [...picture.items.values()].map(({ key, text, badge, box }) => ({ key, text, badge, ...box })),
  scale: () => picture.network.getScale(),
  whereEdge(one, other, nth = 0) {
    const ends = [one, other].map((name) => number.get(name)).sort((a, b) => a - b);
    const line = picture.network.body.edges[[...ends, ...(nth ? [nth] : [])].join('-')];
    return onScreen(line.edgeType.getPoint(0.5));
  },
  whereBox(key) {
    const { box } = picture.items.get(key);
    return onScreen({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
  },
  where(id) {
    const item = itemOfNode(number.get(id));
    return onScreen({ x: item.box.left + Math.min(40, item.box.width / 2), y: item.y });
  },
};

start();
document.documentElement.dataset.ready = 'true';
