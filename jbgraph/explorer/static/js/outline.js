// What is on the picture: a tree. Below each thing stand groups, one for each relation, and in them the things that
// were opened from it. The opening picture itself is not in the tree, only what was added to it.

const LOOSE = -1; // the parent of what hangs on no goal
const PINNED = 'pinned'; // the group of pinned things whose parent was collapsed
const PORTION = 12; // rows that a bundle opens at a time
const BUNDLE = 8; // more rows than these of one type and relation stand in a bundle

class Outline {
  /** @param {object} on what the filters leave on, see `compile` */
  constructor(on) {
    this.on = on;
    this.tree = new Map(); // parent → groups: {key, kids, open}; an open group also shows what is left of it
    this.rows = new Map(); // entity → {node, parent, group}
    this.pinned = new Set();
    for (const node of OPENING.upper) this.put(node, LOOSE, 'upper');
    for (const { goal, rows } of OPENING.columns) {
      this.put(goal, LOOSE, 'goal');
      for (const [from, node] of rows) this.put(node, goal, `document ${from}`);
    }
  }

  put(node, parent, group) {
    this.rows.set(node, { node, parent, group });
  }

  has(i) {
    return this.rows.has(i);
  }

  /** The group below an entity with this key, made if it is not there. */
  group(parent, key) {
    if (!this.tree.has(parent)) this.tree.set(parent, []);
    const groups = this.tree.get(parent);
    let found = groups.find((group) => group.key === key);
    if (!found) {
      found = { key, kids: [], open: false };
      groups.push(found);
    }
    return found;
  }

  add(parent, key, others) {
    const group = this.group(parent, key);
    for (const node of others) {
      group.kids.push(node);
      this.put(node, parent, key);
    }
    return group;
  }

  /** What of each relation of an entity is not on the picture, by type: key, type, others. */
  waiting(i, only) {
    const found = [];
    for (const { key, items } of this.on.groups(i)) {
      if (only && key !== only) continue;
      const parts = new Map();
      for (const other of new Set(items.map((item) => item.other))) {
        if (this.rows.has(other)) continue;
        const type = NODES.group[other];
        if (!parts.has(type)) parts.set(type, []);
        parts.get(type).push(other);
      }
      for (const [type, others] of parts) found.push({ key, type, others });
    }
    return found;
  }

  /**
   * Open an entity, or one relation of it: few things at once, many of one type and relation as a bundle. What is
   * open already gives its next portion.
   *
   * @returns {number} how many things were added
   */
  expand(i, only) {
    if (!this.rows.has(i)) this.reveal(i);
    const parts = this.waiting(i, only);
    const all = new Set(parts.flatMap((part) => part.others)).size;
    let room = BATCH;
    let added = 0;
    let fresh = false;
    for (const { key, others } of parts) {
      const left = others.filter((other) => !this.rows.has(other));
      if (!left.length) continue;
      const group = this.group(i, key);
      fresh ||= !group.open;
      group.open = true;
      if ((all > PORTION && left.length > BUNDLE) || left.length > room) continue;
      this.add(i, key, left);
      room -= left.length;
      added += left.length;
    }
    if (!added && parts.length && (!fresh || parts.length === 1))
      added = this.expandPart(i, parts[0].key, parts[0].type);
    return added;
  }

  /** Open the next portion of one type of one relation of an entity. */
  expandPart(i, key, type) {
    const part = this.waiting(i, key).find((one) => one.type === type);
    if (!part) return 0;
    const taken = part.others.slice(0, PORTION);
    this.add(i, key, taken).open = true;
    return taken.length;
  }

  /** Take away everything that was opened from an entity, and what was opened from that; what is pinned stays. */
  collapse(i) {
    const groups = this.tree.get(i);
    if (!groups) return;
    this.tree.delete(i);
    for (const node of groups.flatMap((group) => group.kids)) {
      if (this.pinned.has(node)) this.keep(node);
      else {
        this.rows.delete(node);
        this.collapse(node);
      }
    }
  }

  /** Put a pinned thing straight below the goal it hangs on. */
  keep(i) {
    const goal = GOALS[NODES.sector[i]];
    this.add(goal === undefined ? LOOSE : goal, PINNED, [i]);
  }

  pin(i) {
    if (!this.rows.has(i)) this.keep(i);
    this.pinned.add(i);
  }

  /** Unpin an entity; one that stood there only because it was pinned goes. */
  unpin(i) {
    this.pinned.delete(i);
    const row = this.rows.get(i);
    if (!row || row.group !== PINNED) return;
    this.collapse(i);
    this.rows.delete(i);
    const group = this.group(row.parent, PINNED);
    group.kids.splice(group.kids.indexOf(i), 1);
    this.prune(row.parent);
  }

  /** Forget groups that hold nothing. */
  prune(parent) {
    const left = (this.tree.get(parent) || []).filter((group) => group.kids.length || group.open);
    if (left.length) this.tree.set(parent, left);
    else this.tree.delete(parent);
  }

  /** Show an entity: below a neighbour if one is given, else with the way from its goal down to it. */
  reveal(i, beside) {
    if (this.rows.has(i)) return;
    if (beside !== undefined && this.rows.has(beside) && this.place(beside, i)) return;
    const way = [i];
    while (!this.rows.has(way[0]) && NODES.parent[way[0]] >= 0) way.unshift(NODES.parent[way[0]]);
    if (!this.rows.has(way[0])) this.add(LOOSE, 'other', [way[0]]);
    for (let n = 1; n < way.length; n += 1) this.place(way[n - 1], way[n]);
  }

  /** Put one neighbour below an entity, under the best relation between the two; false where there is none. */
  place(i, other) {
    if (!links[i].has(other)) return false;
    const edges = links[i].get(other);
    const holds = (group) => group.items.some((item) => item.other === other);
    const wanted = edges.some(this.on.edge) ? this.on.edge : () => true;
    const best = groupsOf(i, (edge) => wanted(edge) && edges.includes(edge)).find(holds);
    this.add(i, best.key, [other]);
    return true;
  }

  /** The tree as plain lists: parent, then key, things and whether what is left is shown, for each group. */
  pack() {
    return [...this.tree].map(([parent, groups]) => [
      parent,
      groups.map(({ key, kids, open }) => [key, [...kids], Number(open)]),
    ]);
  }

  /** Put back what `pack` gave. */
  unpack(packed, pinned) {
    for (const [parent, groups] of packed)
      for (const [key, kids, open] of groups) this.add(parent, key, kids).open = Boolean(open);
    this.pinned = new Set(pinned);
    return this;
  }
}
