// The table: exactly what the picture shows, in two tabs; whatever can be done to a thing there can be done here.

const PAGE = 200; // rows written at once
const tabled = {
  which: 'things',
  things: { column: null, down: false, text: '', most: PAGE },
  statements: { column: null, down: false, text: '', most: PAGE },
  all: [], // rows of the open tab
  rows: [], // those of them that the filter leaves, sorted
  at: 0, // the row that Tab leads to
};

function startTable() {
  const tools = [
    h('button.tool', {
      type: 'button',
      id: 'table-copy',
      'data-text': 'copy',
      'data-hint': 'copyTable',
      onclick: copyTable,
    }),
    h('button.tool', {
      type: 'button',
      id: 'table-csv',
      'data-text': 'csv',
      'data-hint': 'csvHint',
      onclick: saveTable,
    }),
    h('button.tool', {
      type: 'button',
      id: 'table-tall',
      'aria-pressed': 'false',
      'data-text': 'tall',
      'data-hint': 'tallHint',
      onclick: tallen,
    }),
  ];
  byId('stage').append(
    h(
      'section',
      { id: 'table', 'data-label': 'table', hidden: true },
      h(
        'div.table-head',
        {},
        h(
          'div.tabs',
          { role: 'tablist', 'data-label': 'table' },
          ...Object.keys(TABLES).map((which) =>
            h('button', {
              type: 'button',
              role: 'tab',
              id: `tab-${which}`,
              'aria-controls': 'table-panel',
              onclick: () => openTab(which),
              onkeydown: onTabKey,
            }),
          ),
        ),
        h('input', {
          id: 'table-filter',
          type: 'search',
          autocomplete: 'off',
          spellcheck: 'false',
          'data-label': 'tableFilter',
          'data-placeholder': 'tableFilter',
          oninput: onFilter,
        }),
        h('p', { id: 'table-count', role: 'status' }),
        h('div.table-tools', {}, ...tools),
      ),
      h(
        'div',
        { id: 'table-panel', role: 'tabpanel' },
        h(
          'table',
          { role: 'grid', 'aria-describedby': 'table-keys' },
          h('thead', { role: 'rowgroup' }),
          h('tbody', { role: 'rowgroup' }),
        ),
        h('p.no-rows', { id: 'no-rows', 'data-text': 'noRows', hidden: true }),
        h('button.more', { type: 'button', id: 'table-more', onclick: moreRows }),
      ),
      h('p.unseen', { id: 'table-keys', 'data-text': 'tableKeys' }),
    ),
  );
  byId('tools').append(
    h('button.tool', {
      type: 'button',
      id: 'table-toggle',
      'aria-pressed': 'false',
      'aria-controls': 'table',
      'data-text': 'table',
      'data-hint': 'tableHint',
      onclick: () => setView(state.view === 'table' ? 'picture' : 'table'),
    }),
  );
  const body = tableBody();
  body.addEventListener('click', onRowClick);
  body.addEventListener('dblclick', (event) => onRow(event, ({ node }) => node !== undefined && open(node)));
  body.addEventListener('keydown', onRowKey);
  body.addEventListener('focusin', (event) => onRow(event, (_, index) => pointRow(index)));
  onChange(renewTable);
  onSelect(markRow);
}

const tableBody = () => byId('table').querySelector('tbody');
const openTable = () => TABLES[tabled.which];

/** Bring the table in step with the picture; nothing where it is not open. */
function renewTable() {
  const shut = state.view !== 'table';
  byId('table').hidden = shut;
  byId('table-toggle').setAttribute('aria-pressed', String(!shut));
  document.body.classList.toggle('with-table', !shut);
  if (shut) return;
  tabled.all = openTable().rows();
  arrange();
}

/** Filter and sort the rows, and write the table. */
function arrange() {
  const look = tabled[tabled.which];
  const { all } = tabled;
  tabled.rows = sortedRows(openTable(), filteredRows(openTable(), all, look.text), look);
  for (const which of Object.keys(TABLES)) {
    const n = which === 'things' ? shownNodes().length : shownEdges().length;
    const tab = byId(`tab-${which}`);
    tab.replaceChildren(t(`tab.${which}`), ' ', h('span', {}, count(n)));
    tab.setAttribute('aria-selected', String(which === tabled.which));
    tab.tabIndex = which === tabled.which ? 0 : -1;
  }
  byId('table-panel').setAttribute('aria-labelledby', `tab-${tabled.which}`);
  byId('table-filter').value = look.text;
  byId('table-count').textContent = t(`rows.${tabled.which}`, { n: tabled.rows.length, m: all.length });
  byId('table').querySelector('thead').replaceChildren(headRow(look));
  writeRows(look);
}

function headRow(look) {
  const heads = openTable().columns.map(([key, , isNumber], column) => {
    const sort = look.column !== column ? 'none' : look.down ? 'descending' : 'ascending';
    return h(
      'th',
      { role: 'columnheader', 'aria-sort': sort, class: isNumber ? 'number' : null },
      h(
        'button',
        { type: 'button', title: t('sortBy', { x: t(key) }), onclick: () => sortBy(column) },
        t(key),
      ),
    );
  });
  if (tabled.which === 'things')
    heads.push(h('th', { role: 'columnheader' }, h('span.unseen', {}, t('col.actions'))));
  return h('tr', { role: 'row', 'aria-rowindex': 1 }, ...heads);
}

/** Write the rows, and let the focus stay where it was. */
function writeRows(look) {
  const body = tableBody();
  const held = body.contains(document.activeElement)
    ? document.activeElement.closest('tr').dataset.key
    : null;
  const act = held && document.activeElement.dataset.act;
  const chosen = tabled.rows.findIndex(isChosen);
  look.most = Math.max(look.most, PAGE * Math.ceil((chosen + 1) / PAGE));
  const written = tabled.rows.slice(0, look.most);
  const found = held === null ? -1 : written.findIndex((row) => row.key === held);
  if (found >= 0) tabled.at = found;
  else if (held === null && chosen >= 0) tabled.at = chosen;
  tabled.at = Math.max(0, Math.min(tabled.at, written.length - 1));
  body.parentElement.setAttribute('aria-rowcount', String(tabled.rows.length + 1));
  body.parentElement.dataset.table = tabled.which;
  body.parentElement.setAttribute('aria-label', t(`tab.${tabled.which}`));
  body.replaceChildren(...written.map(tableRow));
  const left = tabled.rows.length - written.length;
  byId('no-rows').hidden = Boolean(tabled.rows.length);
  byId('table-more').hidden = !left;
  byId('table-more').textContent = t('more', { n: left, m: Math.min(PAGE, left) });
  if (held === null || !written.length) return;
  const row = body.children[tabled.at];
  const again = act && found >= 0 && row.querySelector(`[data-act='${act}']:not(:disabled)`);
  (again || row).focus({ preventScroll: true });
}

function tableRow(row, index) {
  const on = index === tabled.at;
  const cells = openTable().columns.map(([key, cell, isNumber], column) => {
    const value = isNumber ? count(cell(row)) : cell(row);
    const text = h('bdi', {}, value);
    const sign = column === 0 && row.node !== undefined ? glyph(NODES.group[row.node]) : null;
    const attributes = {
      role: column ? 'gridcell' : 'rowheader',
      class: isNumber ? 'number' : null,
      title: value,
      'data-head': isNumber ? t(key) : null,
    };
    return h(column ? 'td' : 'th', attributes, sign ? h('span.cell', {}, sign, text) : text);
  });
  if (row.node !== undefined)
    cells.push(h('td.acts', { role: 'gridcell' }, ...rowActions(row.node, on ? 0 : -1)));
  return h(
    'tr',
    {
      role: 'row',
      'data-key': row.key,
      'aria-rowindex': index + 2,
      'aria-selected': String(isChosen(row)),
      tabindex: on ? 0 : -1,
    },
    ...cells,
  );
}

/** A drawing pin; as a path, because fonts have none in common. */
function pinSign() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-7 -7 14 14');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M-3.2-6H3.2L2.2-1.6 4.2.8V2H.7V6.4H-.7V2H-4.2V.8L-2.2-1.6z');
  svg.append(path);
  return svg;
}

// What can be done to a thing from its row: key, sign, text, what it does, whether it can be done now
const ACTS = [
  [
    'expand',
    (i) => `+${count(missing(i))}`,
    (i) => t('expand', { n: missing(i) }),
    open,
    (i) => missing(i) > 0,
  ],
  ['collapse', () => '−', () => t('collapse'), shut, hasChildren],
  ['pin', pinSign, (i) => t(state.pinned.has(i) ? 'unpin' : 'pin'), togglePin, (i) => state.rows.has(i)],
  ['hide', () => '×', () => t('hide'), conceal, (i) => state.rows.has(i)],
];

function rowActions(i, tabindex) {
  return ACTS.map(([act, sign, text, , can]) =>
    h(
      'button',
      {
        type: 'button',
        'data-act': act,
        'aria-label': text(i),
        'aria-pressed': act === 'pin' ? String(state.pinned.has(i)) : null,
        title: text(i),
        tabindex,
        disabled: !can(i),
      },
      can(i) || act !== 'expand' ? sign(i) : '+',
    ),
  );
}

function actOn(i, name) {
  const [, , , act, can] = ACTS.find(([key]) => key === name);
  if (can(i)) act(i);
}

const isChosen = ({ node, edge }) => {
  const { node: chosen, edge: ends } = state.selected || {};
  if (node !== undefined) return node === chosen;
  return Boolean(ends) && ends.includes(EDGES.from[edge]) && ends.includes(EDGES.to[edge]);
};

/** Select on the picture what a row is about, and open its details. */
function chooseRow({ node, edge }) {
  if (node !== undefined) {
    go(node);
    return;
  }
  const ends = [EDGES.from[edge], EDGES.to[edge]].sort((a, b) => a - b);
  select({ edge: ends });
  const found = chosenItems();
  if (found.length) ensureVisible(found);
}

/** Show in the table what is selected on the picture, and leave the focus where it is. */
function markRow() {
  if (state.view !== 'table') return;
  const chosen = tabled.rows.findIndex(isChosen);
  if (chosen >= tableBody().childElementCount) {
    writeRows(tabled[tabled.which]);
  } else {
    [...tableBody().children].forEach((row, index) =>
      row.setAttribute('aria-selected', String(isChosen(tabled.rows[index]))),
    );
  }
  if (chosen >= 0 && !tableBody().contains(document.activeElement))
    tableBody().children[chosen].scrollIntoView({ block: 'nearest' });
}
