// The data of the page, unfolded from columns: entities, statements, where each stands, and who is next to whom.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = read('data');
const TOKENS = read('tokens');
const STRINGS = read('strings');

const NODES = DATA.nodes;
const TOTAL = NODES.label.length;
const EDGES = DATA.edges;
const PASSAGES = DATA.passages;
const FIGURES = DATA.figures;
const BATCH = 30;

const types = DATA.types.map(([key, zh, en, zhDefined, enDefined]) => ({
  key,
  names: [zh, en],
  defined: [zhDefined, enDefined],
  ...(TOKENS.types[key] || TOKENS.unknownType),
}));
const relations = DATA.relations.map(([key, zh, en, zhDefined, enDefined, sort]) => ({
  key,
  names: [zh, en],
  defined: [zhDefined, enDefined],
  sort,
}));
const terms = DATA.terms.map(([key, zh, en]) => ({ key, names: [zh, en] }));
const rules = DATA.rules.map(([key, layer, zh, en]) => ({ key, layer, summary: [zh, en] }));

/** The places of a statement as a list: a passage by its number, a rule by -1 less its number. */
const listed = (evidence) => (evidence === null ? [] : Array.isArray(evidence) ? evidence : [evidence]);

/** The layer of a statement: what a document states counts before what a rule concludes. */
function layerOf(evidence) {
  const places = listed(evidence);
  if (!places.length) return 'register';
  return places.some((place) => place >= 0) ? 'stated' : rules[-1 - places[0]].layer;
}

const edgeLayer = EDGES.evidence.map(layerOf);
/** The documents that make a statement, each once. */
function edgeDocuments(edge) {
  const places = listed(EDGES.evidence[edge]).filter((place) => place >= 0);
  const documents = places.map((place) => PASSAGES.document[place]);
  return documents.length > 1 ? [...new Set(documents)] : documents;
}

const tally = (keys) => {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) || 0) + 1);
  return found;
};
const total = {
  edges: EDGES.from.length,
  layers: tally(edgeLayer),
  documents: tally(EDGES.from.flatMap((_, edge) => edgeDocuments(edge))),
  sectors: tally(NODES.sector.filter((_, i) => !DATA.opening.upper.includes(i))),
  types: types.map(() => 0),
};
for (const group of NODES.group) total.types[group] += 1;

/** For each entity: the other end → the statements between the two, in either direction. */
const links = Array.from({ length: TOTAL }, () => new Map());
EDGES.from.forEach((from, edge) => {
  const to = EDGES.to[edge];
  if (from === to) return;
  for (const [one, other] of [
    [from, to],
    [to, from],
  ]) {
    if (!links[one].has(other)) links[one].set(other, []);
    links[one].get(other).push(edge);
  }
});

const number = new Map(NODES.id.map((id, i) => [id, i]));
const positions = new Map(
  DATA.positions.map(([group, member, position]) => [`${group} ${member}`, position]),
);
const quotes = new Map(DATA.values.quotes.map(([of, passage, quote]) => [`${of} ${passage}`, quote]));
const mentions = new Map(DATA.mentions);
const ours = new Set(NODES.ours);

/** What is said of an entity whose object is none: entity → rows of `DATA.values`. */
const valuesOf = new Map();
DATA.values.of.forEach((of, row) => {
  if (!valuesOf.has(of)) valuesOf.set(of, []);
  valuesOf.get(of).push(row);
});

/** Figures of a metric, or about anything else: entity → rows of `FIGURES`. */
const figuresOf = new Map();
FIGURES.value.forEach((_, row) => {
  for (const of of new Set([FIGURES.ofMetric[row], ...FIGURES.about[row]])) {
    if (of === null) continue;
    if (!figuresOf.has(of)) figuresOf.set(of, []);
    figuresOf.get(of).push(row);
  }
});
const verdictsOf = new Map();
for (const [actual, relation, target] of DATA.verdicts) {
  if (!verdictsOf.has(actual)) verdictsOf.set(actual, []);
  verdictsOf.get(actual).push([relation, target]);
}

// The order in which relations are listed: what it is for, what it consists of, then all else; `<` is towards it.
const ORDER = [
  'serves',
  'aimsAt',
  'partOf',
  'memberOf',
  '<partOf',
  '<memberOf',
  '<serves',
  '<aimsAt',
  'lever',
  'outcome',
  'measuredBy',
  '<measuredBy',
  'addresses',
  '<addresses',
  'develops',
  '<develops',
  'locatedIn',
  '<locatedIn',
  'uses',
  '<uses',
  'implements',
  '<implements',
  'concerns',
  '<concerns',
  'follows',
  '<follows',
  'variesFrom',
  'distinctFrom',
];
const rank = new Map(ORDER.map((key, i) => [key, i]));

/**
 * The statements of an entity by relation and direction, in the order above.
 *
 * @param {(edge: number) => boolean} wanted which statements to take
 * @returns {{key: string, relation: number, inward: boolean, items: {other: number, edge: number}[]}[]}
 */
function groupsOf(of, wanted) {
  const groups = new Map();
  for (const [other, edges] of links[of]) {
    for (const edge of edges) {
      if (!wanted(edge)) continue;
      const relation = EDGES.relation[edge];
      const symmetric = relations[relation].sort === 'symmetric';
      const inward = !symmetric && EDGES.to[edge] === of;
      const key = (inward ? '<' : '') + relations[relation].key;
      if (!groups.has(key)) groups.set(key, { key, relation, inward, items: [] });
      const items = groups.get(key).items;
      if (!symmetric || !items.some((item) => item.other === other)) items.push({ other, edge });
    }
  }
  const place = (group) => rank.get(group.key) ?? ORDER.length;
  for (const group of groups.values()) {
    group.items.sort(
      (a, b) =>
        position(of, a, group) - position(of, b, group) ||
        first(a.edge) - first(b.edge) ||
        NODES.weight[b.other] - NODES.weight[a.other] ||
        a.other - b.other,
    );
  }
  return [...groups.values()].sort((a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1));
}

const position = (of, item, group) =>
  (group.key === '<memberOf' && positions.get(`${of} ${item.other}`)) || 1e6;
const first = (edge) => {
  const place = listed(EDGES.evidence[edge])[0];
  return place >= 0 ? place : 1e9;
};

/** The short name by which the address speaks of an entity. */
const idOf = (i) => NODES.id[i];
