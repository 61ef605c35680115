// What is switched off: types, goals, documents, years, layers, and single things hidden by hand. A filter is a plain
// object; `compile` makes of it the answers that everything else asks for, so that two filters can be compared.

const OPENING = DATA.opening;
const GOALS = OPENING.columns.map((column) => column.goal);
const upperGoals = new Set(OPENING.upper);
const DEFAULT_LAYERS = DATA.layers.filter((layer) => layer !== 'derived');
const DOCUMENTS = [...new Set(PASSAGES.document)];
const NO_GOAL = -1;
const REASONS = ['type', 'goal', 'document', 'year', 'hand'];

/** The goal that an entity hangs on, by its number in the opening; null for the larger goals, which are above them. */
const sectorOf = (i) => (upperGoals.has(i) ? null : NODES.sector[i]);

const noFilter = () => ({
  types: new Set(), // these four hold what is switched off
  goals: new Set(),
  documents: new Set(),
  hidden: new Set(), // by hand
  layers: new Set(DEFAULT_LAYERS), // these are on
  years: null, // or first and last year
  undated: true, // whether what has no year stays
});

/** A filter as a plain object without what is as it opens, and back. */
function packFilter(filter) {
  const packed = {};
  for (const key of ['types', 'goals', 'documents', 'hidden'])
    if (filter[key].size) packed[key] = [...filter[key]];
  const layers = DATA.layers.filter((layer) => filter.layers.has(layer));
  if (String(layers) !== String(DEFAULT_LAYERS)) packed.layers = layers;
  if (filter.years) packed.years = [...filter.years];
  if (!filter.undated) packed.undated = false;
  return packed;
}

function unpackFilter(packed) {
  const filter = noFilter();
  for (const key of ['types', 'goals', 'documents', 'hidden', 'layers'])
    if (packed[key]) filter[key] = new Set(packed[key]);
  if (packed.years) filter.years = [...packed.years];
  if (packed.undated === false) filter.undated = false;
  return filter;
}

/** For each entity the documents that say anything of it; made when first asked for. */
let documentSets = null;
function documentsOf(i) {
  if (!documentSets) {
    documentSets = Array.from({ length: TOTAL }, () => new Set());
    const note = (of, evidence) => {
      for (const place of listed(evidence)) if (place >= 0) documentSets[of].add(PASSAGES.document[place]);
    };
    EDGES.evidence.forEach((evidence, edge) => {
      note(EDGES.from[edge], evidence);
      note(EDGES.to[edge], evidence);
    });
    DATA.values.of.forEach((of, row) => note(of, DATA.values.evidence[row]));
    for (const [of, rows] of figuresOf) for (const row of rows) note(of, FIGURES.passage[row]);
    for (const [of, places] of mentions) note(of, places);
  }
  return documentSets[i];
}

/** First and last year of a period, or null where it has no dates. */
function yearsOfTerm(term) {
  const dates = DATA.dates[term];
  if (!dates) return null;
  const [first, last] = [dates[0] || dates[1], dates[1] || dates[0]].map((date) => Number(date.slice(0, 4)));
  return first && last ? [first, last] : null;
}

/** The years of what is said of an entity in its own horizons and in the figures about it or of it. */
const yearsOf = new Map();
const dated = []; // years of every horizon and every figure, each once
DATA.values.of.forEach((of, row) => {
  const years = typeof DATA.values.value[row] === 'number' && yearsOfTerm(DATA.values.value[row]);
  if (!years) return;
  dated.push(years);
  if (!yearsOf.has(of)) yearsOf.set(of, []);
  yearsOf.get(of).push(years);
});
FIGURES.period.forEach((period) => {
  const years = period !== null && yearsOfTerm(period);
  if (years) dated.push(years);
});
for (const [of, rows] of figuresOf) {
  for (const row of rows) {
    const years = FIGURES.period[row] !== null && yearsOfTerm(FIGURES.period[row]);
    if (!years) continue;
    if (!yearsOf.has(of)) yearsOf.set(of, []);
    yearsOf.get(of).push(years);
  }
}
const YEARS = dated.length
  ? [Math.min(...dated.map((years) => years[0])), Math.max(...dated.map((years) => years[1]))]
  : null;

const within = ([first, last], [low, high]) => first <= high && last >= low;

/**
 * What a filter leaves on.
 *
 * @returns {{off: Uint8Array, node: function, edge: function, groups: function}} `off`: for each entity 0, or 1 plus
 *   the number of the first of REASONS that hides it; `groups`: neighbours of an entity by relation
 */
function compile(filter) {
  const { types: offTypes, goals, documents, hidden, layers, years, undated } = filter;
  const off = new Uint8Array(TOTAL);
  const chosen = (place) => place >= 0 && !documents.has(PASSAGES.document[place]);
  for (let i = 0; i < TOTAL; i += 1) {
    if (offTypes.has(NODES.group[i])) off[i] = 1;
    else if (goals.has(sectorOf(i))) off[i] = 2;
    else if (documents.size && ![...documentsOf(i)].some((document) => !documents.has(document))) off[i] = 3;
    else if (years || !undated) {
      const own = yearsOf.get(i);
      if (own ? years && !own.some((one) => within(one, years)) : !undated) off[i] = 4;
    }
    if (!off[i] && hidden.has(i)) off[i] = 5;
  }
  const node = (i) => off[i] === 0;
  const edge = (number) =>
    layers.has(edgeLayer[number]) && (!documents.size || listed(EDGES.evidence[number]).some(chosen));
  const known = new Map();
  const groups = (i) => {
    if (!known.has(i)) {
      known.set(
        i,
        groupsOf(i, edge)
          .map((group) => ({ ...group, items: group.items.filter((item) => node(item.other)) }))
          .filter((group) => group.items.length),
      );
    }
    return known.get(i);
  };
  return { off, node, edge, groups };
}

/** Whether the documents and years that are on hold a figure. */
function figureOn(row) {
  const { documents, years } = state.filter;
  const places = listed(FIGURES.passage[row]);
  if (documents.size && !places.some((place) => place >= 0 && !documents.has(PASSAGES.document[place])))
    return false;
  const own = years && FIGURES.period[row] !== null && yearsOfTerm(FIGURES.period[row]);
  return !own || within(own, years);
}
