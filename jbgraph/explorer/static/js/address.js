// The address keeps the view: #id=…&open=…&lang=…; it can be sent, and Back goes back. Entities are named by the last
// part of their IRI; where that makes the address long, by seven characters of its digest, which stay the same from
// one version of the graph to the next. Old addresses (#id=…&lang=…) mean what they meant.

const LONGEST = 400; // characters of an address that names things in full

/** A digest of a name in seven characters, FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
function digestOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `.${hash.toString(36).padStart(7, '0')}`;
}

let byDigest = null;
/** Digest → entity, or null where two entities have the same one; made when first asked for. */
function digests() {
  if (!byDigest) {
    byDigest = new Map();
    NODES.id.forEach((id, i) => byDigest.set(digestOf(id), byDigest.has(digestOf(id)) ? null : i));
  }
  return byDigest;
}

const plainly = (text) => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/');
/** The whole name, such that it cannot be taken for a number, a digest or a sign between names. */
const fullName = (i) =>
  encodeURIComponent(idOf(i)).replace(/^[\d.]|[~!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
function shortName(i) {
  const digest = digestOf(idOf(i));
  return idOf(i).length < digest.length || digests().get(digest) === null ? fullName(i) : digest;
}

/** The IRI: for another page, where the same names may stand for other things. */
const wholeName = (i) =>
  encodeURIComponent(entityIri(i)).replace(/[~!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** The entity of a name in an address; a name that is not known is noted. */
function named(text, unknown) {
  const said = decode(text);
  const name = said.startsWith(DATA.namespace) ? said.slice(DATA.namespace.length) : said;
  const i = number.get(name) ?? (text.startsWith('.') ? digests().get(text) : undefined) ?? -1;
  if (i < 0 && name) unknown.push(name);
  return i;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The tree in a few words: `a` a thing that was expanded, `a!relation!Type!2` two more portions of a bundle of it, `~a`
// a thing that was gone to, `a@b` one put beside another; and in full `a:relation*/0_7+9`: the numbers of the things in
// that relation. `~` before a relation turns it round, `*` after it keeps it open.

const relationCode = (key) => plainly(key).replace(/^%3C/, '~');
const relationOf = (code) => decode(code).replace(/^~/, '<');

/** The things of a relation of an entity in their order, whatever is filtered out. */
function allOf(parent, key) {
  const group = parent >= 0 && groupsOf(parent, () => true).find((other) => other.key === key);
  return group ? [...new Set(group.items.map((item) => item.other))] : [];
}

/** The shortest words that give this tree again, what is selected and pinned being named anyway. */
function treeWords({ outline, selected }, name) {
  const trial = new Outline(outline.on);
  const words = [];
  const say = (word) => {
    words.push(word);
    follow(trial, word, []);
  };
  for (const [parent, groups] of outline.tree) {
    if (groups.some((group) => group.open)) {
      for (const word of expansionWords(trial, outline, parent, name)) say(word);
      continue;
    }
    for (const { key, kids } of groups) {
      for (const node of kids) {
        if (key === PINNED || trial.has(node) || outline.tree.has(node)) continue;
        const beside = parent >= 0 && NODES.parent[node] !== parent;
        say(beside ? `${name(node)}@${name(parent)}` : `~${name(node)}`);
      }
    }
  }
  for (const i of outline.pinned) trial.pin(i);
  const sorted = (tree) => JSON.stringify(tree.pack().sort(([one], [other]) => one - other));
  if (sorted(trial) !== sorted(outline)) return fullWords(outline, name);
  const { node } = selected || {};
  if (node !== undefined && words.at(-1) === `~${name(node)}` && !outline.pinned.size) words.pop();
  return words;
}

/** What opens one thing as it is: expanding it and portions of its bundles, or else its groups in full. */
function expansionWords(trial, outline, parent, name) {
  const wanted = outline.tree.get(parent);
  const copy = new Outline(outline.on).unpack(trial.pack(), []);
  copy.expand(parent);
  const words = [name(parent)];
  const made = () => copy.tree.get(parent) || [];
  const behind = () =>
    made()
      .map(({ key, kids }) => ({
        key,
        n: kids.length,
        all: (wanted.find((group) => group.key === key) || {}).kids,
      }))
      .find(({ n, all }) => all && n < all.length);
  for (let next = behind(); next; next = behind()) {
    const type = NODES.group[next.all[next.n]];
    if (!copy.expandPart(parent, next.key, type)) break;
    const word = `${name(parent)}!${relationCode(next.key)}!${types[type].key}`;
    const [, before, times] = /^(.*?)(?:!(\d+))?$/.exec(words.at(-1));
    if (before === word) words[words.length - 1] = `${word}!${Number(times || 1) + 1}`;
    else words.push(word);
  }
  return JSON.stringify(made()) === JSON.stringify(wanted) ? words : [fullWord(parent, wanted, name)];
}

function fullWord(parent, groups, name) {
  const said = groups.map(({ key, kids, open }) => {
    const all = allOf(parent, key);
    const places = kids.map((node) => all.indexOf(node));
    const byName = places.includes(-1) || name === wholeName; // another page may number them otherwise
    const listed = byName ? kids.map((node) => name(node)) : runs(places);
    return `${relationCode(key)}${open ? '*' : ''}/${listed.join('+')}`;
  });
  return [parent < 0 ? '' : name(parent), ...said].join(':');
}

/** Every group of the tree, each thing after the one that it hangs on. */
function fullWords(outline, name) {
  const words = [];
  const say = (parent) => {
    const groups = outline.tree.get(parent) || [];
    if (groups.length) words.push(fullWord(parent, groups, name));
    for (const node of groups.flatMap(({ kids }) => kids)) say(node);
  };
  for (const node of OPENING.upper) say(node);
  for (const { goal, rows } of OPENING.columns) {
    say(goal);
    for (const [, node] of rows) say(node);
  }
  say(LOOSE);
  return words;
}

/** Numbers as runs: 0, 1, 2, 5 → 0_2, 5. */
function runs(places) {
  const found = [];
  for (const place of places) {
    const last = found[found.length - 1];
    if (last && last[1] === place - 1) last[1] = place;
    else found.push([place, place]);
  }
  return found.map(([low, high]) => (low === high ? `${low}` : `${low}_${high}`));
}

/** Do to a tree what one word says; what is not known is passed over. */
function follow(outline, word, unknown) {
  if (word.includes(':')) return followFully(outline, word, unknown);
  if (word.startsWith('~')) {
    const node = named(word.slice(1), unknown);
    return node >= 0 && outline.reveal(node);
  }
  if (word.includes('!')) return followPart(outline, word, unknown);
  const [node, beside] = word.split('@').map((part) => named(part, unknown));
  if (node < 0) return null;
  return beside === undefined ? outline.expand(node) : outline.reveal(node, beside);
}

function followPart(outline, word, unknown) {
  const [name, code, type, times] = word.split('!');
  const node = named(name, unknown);
  const kind = types.findIndex(({ key }) => key === type);
  if (kind < 0) unknown.push(type);
  if (node < 0 || kind < 0 || !outline.has(node)) return;
  for (let n = 0; n < Math.min(99, Number(times || 1)); n += 1)
    outline.expandPart(node, relationOf(code), kind);
}

function followFully(outline, word, unknown) {
  const [name, ...groups] = word.split(':');
  const parent = name ? named(name, unknown) : LOOSE;
  if (name && parent < 0) return;
  if (parent >= 0) outline.reveal(parent);
  for (const said of groups) {
    const [, code, open, list] = /^(.*?)(\*?)\/([^/]*)$/.exec(said) || [];
    if (code === undefined) continue;
    const key = relationOf(code);
    const all = allOf(parent, key);
    const kids = list.split('+').flatMap((part) => {
      const [, low, high] = /^(\d+)(?:_(\d+))?$/.exec(part) || [];
      if (low !== undefined) return all.slice(Number(low), Number(high ?? low) + 1);
      const node = part ? named(part, unknown) : -1;
      return node < 0 ? [] : [node];
    });
    const fresh = [...new Set(kids)].filter((node) => !outline.has(node));
    if (fresh.length || open) outline.add(parent, key, fresh).open ||= Boolean(open);
  }
}

// The whole view

/** The fragment of a view. */
function addressOf() {
  const full = fragment(fullName);
  return full.length <= LONGEST ? full : fragment(shortName);
}

const usedTypes = () => types.flatMap((_, n) => (total.types[n] ? [n] : []));

/** The fragment of this view for another page of the same graph, in which one more thing is opened and selected. */
const onwardAddress = (i) =>
  fragment(wholeName, { ...state, selected: { node: i }, panorama: false, why: null }, [wholeName(i)]);

/** @param {string[]} opened words for what is to be opened besides */
function fragment(name, shown = state, opened = []) {
  const { filter, outline, selected, panorama, view, why } = shown;
  const packed = packFilter(filter);
  const said = [];
  const put = (key, words) => words && words.length && said.push(`${key}=${words.join(',')}`);
  const idWord = name === wholeName ? entityIri : idOf;
  if (selected && selected.node !== undefined) put('id', [plainly(idWord(selected.node))]);
  if (selected && selected.edge) put('edge', selected.edge.map(name));
  if (selected && selected.question !== undefined) put('ask', [plainly(QUESTIONS[selected.question].name)]);
  if (selected && selected.type !== undefined) put('list', [plainly(types[selected.type].key)]);
  put('pin', [...outline.pinned].map(name));
  put('open', [...treeWords(shown, name), ...opened]);
  put('hide', packed.hidden && packed.hidden.map(name));
  const off = packed.types || [];
  const on = usedTypes().filter((n) => !off.includes(n));
  const few = on.length > 0 && on.length < off.length; // then those that are left are named
  put(few ? 'type' : 'types', (few ? on : off).map((n) => plainly(types[n].key)));
  put('goals', packed.goals && packed.goals.map((n) => (GOALS[n] === undefined ? '-' : name(GOALS[n]))));
  put('docs', packed.documents && packed.documents.map((n) => plainly(terms[n].key)));
  put('layers', packed.layers && (packed.layers.length ? packed.layers : ['-']));
  put('years', packed.years && [packed.years.join('-')]);
  if (packed.undated === false) put('undated', ['0']);
  if (panorama) put('panorama', ['1']);
  if (view !== 'picture') put('view', [view]);
  put('why', why && why.map(name));
  if (greeted) put('card', ['0']);
  put('lang', [LANG]);
  return `#${said.join('&')}`;
}

/**
 * What an address asks for: a view as `viewState` gives it, the language, and the names in it that are not known.
 *
 * @returns {{view: object, lang: string|null, unknown: string[], empty: boolean}} `empty`: it asks for no view
 */
function readAddress(hash = location.hash) {
  const said = new Map(
    hash
      .slice(1)
      .split('&')
      .map((part) => [part.split('=')[0], part.slice(part.indexOf('=') + 1)]),
  );
  const unknown = [];
  const id = said.get('id');
  const node = id ? named(id, unknown) : -1;
  const words = (key) => (said.get(key) || '').split(',').filter(Boolean);
  const entities = (key) =>
    words(key)
      .map((word) => named(word, unknown))
      .filter((i) => i >= 0);
  const among = (key, list) => {
    const found = words(key)
      .filter((word) => word !== '-')
      .map(decode);
    unknown.push(...found.filter((word) => !list.includes(word)));
    return found.filter((word) => list.includes(word));
  };
  const at = (list) => (key) => list.indexOf(key);
  const keys = types.map((type) => type.key);
  const documents = terms.map((term) => term.key);
  const kept = among('type', keys).map(at(keys));
  const packed = {
    hidden: entities('hide'),
    types: kept.length ? usedTypes().filter((n) => !kept.includes(n)) : among('types', keys).map(at(keys)),
    documents: among(
      'docs',
      DOCUMENTS.map((n) => documents[n]),
    ).map(at(documents)),
    goals: words('goals')
      .filter((word) => word === '-' || GOALS.includes(named(word, unknown)))
      .map((word) => (word === '-' ? NO_GOAL : GOALS.indexOf(named(word, [])))),
    layers: said.has('layers') ? among('layers', DATA.layers) : undefined,
    undated: said.get('undated') !== '0',
  };
  const [, low, high] = /^(\d{1,4})-(\d{1,4})$/.exec(said.get('years') || '') || [];
  if (low !== undefined && Number(low) <= Number(high)) packed.years = [Number(low), Number(high)];
  const filter = unpackFilter(packed);
  const view = packFilter(filter);
  const outline = new Outline(compile(filter));
  for (const word of words('open')) follow(outline, word, unknown);
  for (const i of entities('pin')) outline.pin(i);
  const edge = entities('edge');
  if (node >= 0) outline.reveal(node);
  const tree = outline.pack();
  if (tree.length) view.tree = tree;
  if (outline.pinned.size) view.pinned = [...outline.pinned];
  if (said.get('panorama') === '1') view.panorama = true;
  if (said.get('view') === 'table') view.view = 'table';
  const why = entities('why');
  if (why.length === 2) view.why = why;
  if (node >= 0) view.selected = { node };
  else if (edge.length === 2 && links[edge[0]].has(edge[1])) view.selected = { edge };
  const question = said.has('ask') ? QUESTIONS.findIndex(({ name }) => name === decode(said.get('ask'))) : -1;
  const [type] = among('list', keys).map(at(keys));
  if (question >= 0) view.selected = { question };
  else if (said.has('ask')) unknown.push(decode(said.get('ask')));
  else if (type !== undefined) view.selected = { type };
  greeted = said.get('card') === '0';
  const lang = said.get('lang');
  return {
    view,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    unknown: [...new Set(unknown)],
    empty: !Object.keys(view).length,
  };
}

let written = null; // the address as this page wrote it last
let writing = null; // whether the address about to be written is a step

/**
 * Write the address once the picture is drawn, which comes first. In a frame without history nothing is written.
 *
 * @param {boolean} [apart] make it a step that the browser's Back undoes, if it differs by more than the language
 */
function writeAddress(apart = false) {
  if (written === null) return; // not before the page has started
  if (writing === null) setTimeout(writeNow);
  writing ||= apart;
}

function writeNow() {
  const [apart, address] = [writing, addressOf()];
  writing = null;
  if (address === location.hash) return;
  const bare = (text) => text.replace(/[#&]?lang=\w+$/, '');
  written = address;
  try {
    history[apart && bare(address) !== bare(location.hash) ? 'pushState' : 'replaceState'](null, '', address);
  } catch {
    return;
  }
}

function startAddress({ unknown }) {
  const warn = (names) =>
    names.length && notice(t(DATA.leftOut ? 'unknownHere' : 'unknownNames', { names: names.slice(0, 5).join(', '), n: names.length }));
  const arrive = () => {
    if (location.hash === written) return;
    const asked = readAddress();
    written = location.hash;
    if (asked.lang && asked.lang !== LANG) speak(asked.lang);
    step(() => setState(asked.view), { write: false });
    if (state.selected) ensureVisible(chosenItems());
    warn(asked.unknown);
  };
  written = location.hash;
  warn(unknown);
  window.addEventListener('popstate', arrive);
  window.addEventListener('hashchange', arrive);
}
