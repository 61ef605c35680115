// On paper: the picture as vectors, in light colours, on a page of its own; then the details and the table.

const ON_PAPER = 2000; // rows of a table; beyond that nobody prints, and the page says how many are left out

function startPrint() {
  byId('live').before(h('section', { id: 'paper' }));
  window.addEventListener('beforeprint', layPaper);
  window.addEventListener('afterprint', () => byId('paper').replaceChildren());
}

function layPaper() {
  const parsed = new DOMParser().parseFromString(sheet(true).svg, 'image/svg+xml').documentElement;
  parsed.setAttribute('aria-hidden', 'true');
  const copy = pane.hidden ? null : h('article.details', {}, ...[...pane.cloneNode(true).childNodes]);
  if (copy) {
    for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
    for (const part of copy.querySelectorAll('button:not(.name, .source, .quote), input, select'))
      part.remove();
    for (const part of copy.querySelectorAll('details')) part.open = true;
  }
  byId('paper').replaceChildren(
    ...[
      h('figure.sheet', {}, document.importNode(parsed, true)),
      copy,
      paperTable('things'),
      paperTable('statements'),
    ].filter(Boolean),
  );
}

/** A table of what is shown; the one that is open as it is filtered and sorted there. */
function paperTable(which) {
  const { columns, rows } = TABLES[which];
  const look = tabled[which];
  const all = sortedRows(TABLES[which], filteredRows(TABLES[which], rows(), look.text), look);
  if (!all.length) return null;
  const lines = all
    .slice(0, ON_PAPER)
    .map((row) =>
      h(
        'tr',
        {},
        ...columns.map(([, cell, isNumber]) =>
          h(
            'td',
            { class: isNumber ? 'number' : null },
            h('bdi', {}, isNumber ? count(cell(row)) : cell(row)),
          ),
        ),
      ),
    );
  return h(
    'table',
    { 'data-table': which },
    h('caption', {}, `${t(`tab.${which}`)} ${count(all.length)}`),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...columns.map(([key, , isNumber]) =>
          h('th', { scope: 'col', class: isNumber ? 'number' : null }, t(key)),
        ),
      ),
    ),
    h('tbody', {}, ...lines),
    all.length > lines.length
      ? h(
          'tfoot',
          {},
          h(
            'tr',
            {},
            h('td', { colspan: columns.length }, t('notPrinted', { n: all.length - lines.length })),
          ),
        )
      : null,
  );
}
