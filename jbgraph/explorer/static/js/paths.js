// The best ways in which two things are linked: the same network, weights and order as `jbgraph path`.

const WALKED = new Set(['register', 'stated', 'working']); // so that every step has its evidence
const APART = 'distinctFrom'; // what is not the same is not linked by that
const LONGEST_WAY = 8; // steps of a way
let roads = null;
const isWalked = (edge) =>
  WALKED.has(edgeLayer[edge]) && relations[EDGES.relation[edge]].key !== APART;

/** The network that is walked: entity → [other end, length, statement], made when first asked for. */
function roadMap() {
  if (roads) return roads;
  const busy = links.map((ends) => {
    let n = 0;
    for (const edges of ends.values()) n += edges.filter(isWalked).length;
    return Math.log2(1 + n);
  });
  roads = links.map((ends, i) =>
    [...ends]
      .map(([other, edges]) => [other, 1 + (busy[i] * busy[other]) / 8, bestOf(edges)])
      .filter(([, , edge]) => edge !== undefined),
  );
  return roads;
}

/** The one statement between two things that a way shows: the first by source, relation and target. */
function bestOf(edges) {
  const name = (edge) => [
    idOf(EDGES.from[edge]),
    Number(relations[EDGES.relation[edge]].sort === 'role'),
    relations[EDGES.relation[edge]].key,
  ];
  const before = (a, b) => {
    const at = a.findIndex((part, n) => part !== b[n]);
    return at >= 0 && a[at] < b[at];
  };
  return edges
    .filter(isWalked)
    .reduce((best, edge) => (best === undefined || before(name(edge), name(best)) ? edge : best), undefined);
}

/** A queue that gives the item with the least cost first. */
class Queue {
  items = [];

  push(cost, item) {
    const { items } = this;
    let at = items.push({ cost, item }) - 1;
    for (let up; at && items[(up = (at - 1) >> 1)].cost > items[at].cost; at = up)
      [items[up], items[at]] = [items[at], items[up]];
  }

  pop() {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length) {
      items[0] = last;
      for (let at = 0, low; (low = 2 * at + 1) < items.length; at = low) {
        if (low + 1 < items.length && items[low + 1].cost < items[low].cost) low += 1;
        if (items[at].cost <= items[low].cost) break;
        [items[low], items[at]] = [items[at], items[low]];
      }
    }
    return top;
  }
}

/** The shortest way (Dijkstra) that keeps off some things and some steps, or null. */
function shortest(start, end, closed, shut) {
  const reached = new Map([[start, { cost: 0, from: null, edge: null }]]);
  const settled = new Set();
  const queue = new Queue();
  queue.push(0, start);
  while (queue.items.length) {
    const { item: at } = queue.pop();
    if (settled.has(at)) continue;
    settled.add(at);
    if (at === end) break;
    const { cost } = reached.get(at);
    for (const [other, length, edge] of roadMap()[at]) {
      if (settled.has(other) || closed.has(other) || shut.has(`${at} ${other}`)) continue;
      const known = reached.get(other);
      if (known && known.cost <= cost + length) continue;
      reached.set(other, { cost: cost + length, from: at, edge });
      queue.push(cost + length, other);
    }
  }
  if (!settled.has(end)) return null;
  const way = { nodes: [end], edges: [], cost: reached.get(end).cost };
  for (let at = reached.get(end); at.from !== null; at = reached.get(at.from)) {
    way.nodes.unshift(at.from);
    way.edges.unshift(at.edge);
  }
  return way;
}

/**
 * The best ways between two things, best first (Yen 1971): short ones, and those through what is linked with little.
 *
 * @returns {{nodes: number[], edges: number[], cost: number}[]} `edges[n]` joins `nodes[n]` and `nodes[n + 1]`
 */
function waysBetween(start, end, most = 3) {
  const found = [];
  const queue = new Queue();
  const known = new Set();
  const offer = (way) => {
    const key = way && way.nodes.join(' ');
    if (!way || known.has(key)) return;
    known.add(key);
    queue.push(way.cost, way);
  };
  if (start !== end) offer(shortest(start, end, new Set(), new Set()));
  for (let tried = 0; queue.items.length && tried < most * 10; tried += 1) {
    const { item: way } = queue.pop();
    found.push(way);
    if (found.filter((one) => one.edges.length <= LONGEST_WAY).length === most) break;
    for (let n = 0; n < way.edges.length; n += 1) {
      const root = way.nodes.slice(0, n + 1);
      const shut = new Set();
      for (const { nodes } of found)
        if (root.every((node, k) => nodes[k] === node)) shut.add(`${nodes[n]} ${nodes[n + 1]}`);
      const rest = shortest(way.nodes[n], end, new Set(root.slice(0, -1)), shut);
      offer(rest && joined(way, n, rest));
    }
  }
  return found.filter((way) => way.edges.length <= LONGEST_WAY);
}

/** The beginning of a way up to its n-th thing, and another way on from there. */
function joined(way, n, rest) {
  let cost = 0;
  for (let k = 0; k < n; k += 1)
    cost += roadMap()[way.nodes[k]].find(([other]) => other === way.nodes[k + 1])[1];
  return {
    nodes: [...way.nodes.slice(0, n), ...rest.nodes],
    edges: [...way.edges.slice(0, n), ...rest.edges],
    cost: cost + rest.cost,
  };
}
