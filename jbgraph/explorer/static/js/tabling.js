// What a person does in the table: sort, filter, go from row to row, act on a thing, take the rows along.

function openTab(which) {
  tabled.which = which;
  tabled.at = 0;
  renewTable();
}

function onTabKey(event) {
  if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
  const names = Object.keys(TABLES);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const from =
    event.key === 'Home' ? 0 : event.key === 'End' ? names.length - 1 : names.indexOf(tabled.which);
  const which = names[(from + step + names.length) % names.length];
  openTab(which);
  byId(`tab-${which}`).focus();
  event.preventDefault();
}

/** Sort by a column; again for the other direction; a third time for the order of the picture. Numbers: most first. */
function sortBy(column) {
  const look = tabled[tabled.which];
  const [key, , isNumber] = openTable().columns[column];
  const first = Boolean(isNumber);
  if (look.column !== column) Object.assign(look, { column, down: first });
  else if (look.down === first) look.down = !first;
  else Object.assign(look, { column: null, down: false });
  arrange();
  byId('table').querySelectorAll('thead button')[column].focus();
  const way = look.column === null ? 'sortedNot' : look.down ? 'sortedDown' : 'sortedUp';
  say(t(way, { x: t(key) }));
}

function onFilter(event) {
  Object.assign(tabled[tabled.which], { text: event.target.value, most: PAGE });
  tabled.at = 0;
  arrange();
}

function moreRows() {
  const look = tabled[tabled.which];
  const first = tableBody().childElementCount;
  look.most += PAGE;
  tabled.at = first;
  writeRows(look);
  tableBody().children[first].focus();
}

/** Let the table take the place of the picture, or share it again. */
function tallen() {
  const tall = document.body.classList.toggle('tall-table');
  byId('table-tall').setAttribute('aria-pressed', String(tall));
}

// Rows

/** Call with the row that an event is in, and its place. */
function onRow(event, act) {
  const element = event.target.closest('tbody tr');
  if (!element) return;
  const index = [...tableBody().children].indexOf(element);
  if (tabled.rows[index]) act(tabled.rows[index], index);
}

/** Make a row the one that Tab leads to, with its buttons. */
function pointRow(index) {
  const rows = tableBody().children;
  for (const [row, value] of [
    [rows[tabled.at], -1],
    [rows[index], 0],
  ]) {
    if (!row) continue;
    row.tabIndex = value;
    for (const button of row.querySelectorAll('button')) button.tabIndex = value;
  }
  tabled.at = index;
}

function onRowClick(event) {
  const button = event.target.closest('button');
  onRow(event, (row, index) => {
    pointRow(index);
    if (button) {
      button.focus();
      actOn(row.node, button.dataset.act);
    } else if (event.detail < 2) {
      tableBody().children[index].focus({ preventScroll: true });
      chooseRow(row);
    }
  });
}

const ROW_STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
const ROW_KEYS = {
  '+': 'expand',
  Backspace: 'collapse',
  '-': 'collapse',
  Delete: 'hide',
  p: 'pin',
  P: 'pin',
};

function onRowKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inButton = event.target.tagName === 'BUTTON';
  onRow(event, (row, index) => {
    const last = tableBody().childElementCount - 1;
    if (event.key in ROW_STEPS) {
      const to = Math.max(0, Math.min(last, index + ROW_STEPS[event.key]));
      pointRow(to);
      tableBody().children[to].focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && !inButton) chooseRow(row);
    else if (event.key in ROW_KEYS && row.node !== undefined) actOn(row.node, ROW_KEYS[event.key]);
    else if (event.key === 'Escape' && state.selected) select(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// Taking the rows along

function copyTable() {
  copyText(tsvOf(openTable(), tabled.rows), t('copiedRows', { n: tabled.rows.length }));
}

function saveTable() {
  const name = fileName(tabled.which, 'csv');
  const text = csvOf(openTable(), tabled.rows);
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
}
