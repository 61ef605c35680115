// What is shown, as rows: things, and statements with each place they stand in. For the table, the clipboard, CSV.

const NUMBER = true;
// Columns: key of the heading, what a cell holds, whether it is a number; those of `more` are only in files.
const TABLES = {
  things: {
    columns: [
      ['col.name', ({ node }) => nameOf(node)],
      ['col.type', ({ node }) => typeOf(node)],
      ['col.goal', ({ node }) => goalNameOf(node)],
      ['col.relations', ({ shown }) => shown, NUMBER],
      ['col.figures', ({ node }) => (figuresOf.get(node) || []).filter(figureOn).length, NUMBER],
      [
        'col.documents',
        ({ node }) =>
          [...documentsOf(node)]
            .sort((a, b) => a - b)
            .map(termOf)
            .join(t('listed')),
      ],
    ],
    more: [
      ['col.otherName', ({ node }) => otherNameOf(node)],
      ['col.identifier', ({ node }) => idOf(node)],
    ],
    rows: thingRows,
    words: ({ node }) => [
      otherNameOf(node),
      NODES.pinyin[node],
      NODES.initials[node],
      idOf(node),
      ...(NODES.other[node] || []),
    ],
  },
  statements: {
    columns: [
      ['col.from', ({ edge }) => nameOf(EDGES.from[edge])],
      ['col.relation', ({ edge }) => pick(relations[EDGES.relation[edge]].names)],
      ['col.to', ({ edge }) => nameOf(EDGES.to[edge])],
      ['col.document', ({ place }) => placeName(place)],
      ['col.section', ({ place }) => (place >= 0 ? termOf(PASSAGES.section[place]) : '')],
    ],
    more: [
      ['col.layer', ({ place }) => t(`layer.${layerOfPlace(place)}`)],
      ['col.passage', ({ place }) => placeId(place)],
      ['col.start', ({ place }) => (place >= 0 ? PASSAGES.start[place] + 1 : '')],
      ['col.end', ({ place }) => (place >= 0 ? PASSAGES.end[place] : '')],
      ['col.fromId', ({ edge }) => idOf(EDGES.from[edge])],
      ['col.relationId', ({ edge }) => relations[EDGES.relation[edge]].key],
      ['col.toId', ({ edge }) => idOf(EDGES.to[edge])],
    ],
    rows: statementRows,
    words: ({ edge }) =>
      [EDGES.from[edge], EDGES.to[edge]].flatMap((i) => [otherNameOf(i), NODES.pinyin[i], NODES.initials[i]]),
  },
};

function thingRows() {
  const shown = new Map();
  for (const edge of shownEdges())
    for (const end of new Set([EDGES.from[edge], EDGES.to[edge]])) shown.set(end, (shown.get(end) || 0) + 1);
  return shownNodes().map((node) => ({ key: `n${node}`, node, shown: shown.get(node) || 0 }));
}

/** One row for each place of a statement; a statement of the register has one row and no place. */
function statementRows() {
  return shownEdges().flatMap((edge) =>
    placesOf(edge).map((place) => ({ key: `e${edge} ${place ?? ''}`, edge, place })),
  );
}

/** The places of a statement that no filter hides, or REGISTER alone. */
function placesOf(edge) {
  const { layers, documents } = state.filter;
  const places = listed(EDGES.evidence[edge]).filter(
    (place) => layers.has(layerOfPlace(place)) && !(place >= 0 && documents.has(PASSAGES.document[place])),
  );
  return places.length ? places : [REGISTER];
}

// The place of a statement that only the register makes; it is neither >= 0, as a passage, nor < 0, as a rule.
const REGISTER = undefined;
const layerOfPlace = (place) =>
  place === REGISTER ? 'register' : place >= 0 ? 'stated' : rules[-1 - place].layer;
const placeName = (place) =>
  place >= 0 ? termOf(PASSAGES.document[place]) : t(`layer.${layerOfPlace(place)}`);

/** The short name of a passage, as the command line shows it (`plan-2021:s047`), or of a rule. */
function placeId(place) {
  if (place === REGISTER) return '';
  if (place < 0) return rules[-1 - place].key;
  return `${terms[PASSAGES.document[place]].key.split(/[:/]/).pop()}:${PASSAGES.id[place]}`;
}

const goalNameOf = (i) => {
  const column = DATA.opening.columns[NODES.sector[i]];
  return column ? nameOf(column.goal) : '';
};

/** The rows that hold every word of a text, in any of their cells or in names the cells do not show. */
function filteredRows(table, rows, text) {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  return rows.filter((row) => {
    row.words ??= [...table.columns.map(([, cell]) => cell(row)), ...table.words(row)]
      .join('\n')
      .normalize('NFKC')
      .toLowerCase();
    return words.every((word) => row.words.includes(word));
  });
}

/** The rows by one column; equal ones stay as they were. Empty cells come last, whichever the direction. */
function sortedRows(table, rows, { column, down }) {
  if (column === null) return rows;
  const [, cell, isNumber] = table.columns[column];
  const { compare } = new Intl.Collator(LANG === 'zh' ? 'zh-Hans-u-co-pinyin' : 'en', { numeric: true });
  const values = new Map(rows.map((row) => [row, cell(row)]));
  const order = [...new Set(values.values())].sort(isNumber ? (a, b) => a - b : compare); // each value once: many are equal
  if (down) order.reverse();
  const places = new Map(order.map((value, place) => [value, value === '' ? Infinity : place]));
  const placeOf = (row) => places.get(values.get(row));
  return [...rows].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

// As files

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/; // what a spreadsheet takes for a formula, in Chinese the wide forms too
/** A cell that no spreadsheet runs. Numbers are never below zero here, so they need no guard. */
const guarded = (cell) =>
  typeof cell === 'string' && FORMULA.test(cell) ? `'${legalText(cell)}` : legalText(cell);

/** Heads and rows as they go into a file, every cell guarded. */
function cellsOf(table, rows) {
  const columns = [...table.columns, ...table.more];
  return [
    columns.map(([key]) => t(key)),
    ...rows.map((row) => columns.map(([, cell]) => guarded(cell(row)))),
  ];
}

/** CSV (RFC 4180) that Excel opens as UTF-8. */
function csvOf(table, rows) {
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\ufeff${cellsOf(table, rows)
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('')}`;
}

/** Lines for the clipboard; what would break a cell in two becomes a blank. */
function tsvOf(table, rows) {
  const whole = (cell) => cell.replace(/\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g, ' ');
  return cellsOf(table, rows)
    .map((cells) => `${cells.map(whole).join('\t')}\n`)
    .join('');
}
