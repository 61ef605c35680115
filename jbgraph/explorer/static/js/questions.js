// The named questions with the answers they had when the page was written: a panel with the answer as a table.

const QUESTIONS = DATA.questions;
const MOST_SHOWN = 60; // things that one button puts on the picture

/** The words of a question: those it is offered under at the start, else its own. */
const wordsOf = ({ start, said }) => pick(start ? start.slice(1) : said);

/** The things that an answer names, each once, in its order. */
function thingsOf({ kinds, columns }) {
  const found = new Set();
  kinds.forEach((kind, n) => {
    for (const cell of columns[n]) {
      if (kind === 'node') listed(cell).forEach((i) => found.add(i));
      else if (kind === 'mixed' && cell) cell.forEach((part) => part[0] === 'node' && found.add(part[1]));
    }
  });
  return [...found];
}

/** What a cell says, as words. */
function cellText(kind, cell) {
  if (cell === null) return '';
  if (kind === 'value')
    return typeof cell === 'string' && STRINGS[`is.${cell}`] ? t(`is.${cell}`) : String(cell);
  if (kind === 'mixed') return cell.map(partText).join('');
  return listed(cell)
    .map((one) => partText([kind, one]))
    .join(t('listed'));
}

function partText(part) {
  if (typeof part === 'string') return part;
  const [kind, n] = part;
  if (kind === 'node') return nameOf(n);
  if (kind === 'term') return termOf(n);
  if (kind === 'passage') return `${termOf(PASSAGES.document[n])} · ${PASSAGES.id[n]}`;
  return pick(part);
}

/** What a cell says, its things as names to click and its passages as buttons that open the evidence below the row. */
function cellParts(kind, cell, open) {
  if (cell === null) return [h('span.none', {}, t('answer.empty'))];
  if (kind === 'value' || kind === 'term') return [cellText(kind, cell)];
  const parts = kind === 'mixed' ? cell : listed(cell).map((one) => [kind, one]);
  return parts.map((part) => {
    if (part[0] === 'node' && typeof part[1] === 'number') return nameButton(part[1]);
    if (part[0] === 'passage') return placeButton(part[1], open);
    return h('span', {}, partText(part));
  });
}

function placeButton(at, open) {
  const button = h(
    'button.quote.spot',
    {
      type: 'button',
      'aria-expanded': 'false',
      title: `${termOf(PASSAGES.document[at])} · ${termOf(PASSAGES.section[at])}`,
      onclick: () => open(at, button),
    },
    h('span', {}, termOf(PASSAGES.section[at])),
  );
  return button;
}

/** The columns in which every row says the same, where a table has room for little else: they are said once, above it. */
function sharedColumns({ kinds, columns }) {
  if (columns.length < 5 || columns[0].length < 2) return [];
  const same = (cells) => cells[0] !== null && cells.every((cell) => String(cell) === String(cells[0]));
  return kinds.flatMap((kind, n) => (kind !== 'passage' && n > 0 && same(columns[n]) ? [n] : []));
}

/** What a passage of a row does when clicked: it opens in the line for evidence, in the place of any other there. */
function opener({ kinds, columns }, row, evidence) {
  return (at, button) => {
    const again = button.getAttribute('aria-expanded') === 'true';
    for (const other of evidence.previousSibling.querySelectorAll('.spot'))
      other.setAttribute('aria-expanded', 'false');
    evidence.hidden = again;
    button.setAttribute('aria-expanded', String(!again));
    const of = kinds.flatMap((kind, n) => (kind === 'node' ? listed(columns[n][row]) : []));
    if (!again) evidence.firstChild.replaceChildren(...cards([at], { of }));
  };
}

/** One row of an answer, and below it, when asked for, one of its passages at a time. */
function answerRow({ kinds, columns, heads }, row, shared) {
  const evidence = h('tr.evidence-row', { hidden: true }, h('td', { colspan: kinds.length - shared.length }));
  const open = opener({ kinds, columns }, row, evidence);
  const cells = kinds.map((kind, n) => {
    if (shared.includes(n)) return null;
    const cell = columns[n][row];
    const number = kind === 'value' && typeof cell === 'number';
    return h(number ? 'td.number' : 'td', { 'data-head': headOf(heads[n]) }, ...cellParts(kind, cell, open));
  });
  return [h('tr', {}, ...cells), evidence];
}

const headOf = (pair) => begin(pick(pair));

/** Whether an answer is read by comparing its few rows, so that they stand side by side. */
const isBeside = ({ columns }) => columns.length > 5 && columns[0].length > 1 && columns[0].length < 4;

/** The few rows of an answer side by side, one line for each column; the evidence opens below its line. */
function besideTable(question) {
  const { kinds, columns, heads } = question;
  const shared = sharedColumns(question);
  const width = columns[0].length;
  const body = h('tbody');
  kinds.forEach((kind, n) => {
    if (shared.includes(n)) return;
    const evidence = h('tr.evidence-row', { hidden: true }, h('td', { colspan: width + 1 }));
    const cells = columns[n].map((cell, row) =>
      h('td', {}, ...cellParts(kind, cell, opener(question, row, evidence))),
    );
    body.append(h('tr', {}, h('th', { scope: 'row' }, headOf(heads[n])), ...cells), evidence);
  });
  return h(
    'div.answer.beside',
    { role: 'region', tabindex: 0, 'aria-label': wordsOf(question) },
    h('table', {}, body),
  );
}

function answerTable(question) {
  if (isBeside(question)) return besideTable(question);
  const body = h('tbody');
  const rows = question.columns.length ? question.columns[0].length : 0;
  const shared = sharedColumns(question);
  for (let row = 0; row < rows; row += 1) body.append(...answerRow(question, row, shared));
  const words = wordsOf(question);
  return h(
    'div.answer',
    { role: 'region', tabindex: 0, 'aria-label': words },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...question.heads.map((pair, n) =>
            shared.includes(n) ? null : h('th', { scope: 'col' }, headOf(pair)),
          ),
        ),
      ),
      body,
    ),
  );
}

/** The answer as lines of cells, as a spreadsheet takes them. */
function answerText({ kinds, columns, heads }) {
  const lines = [heads.map((pair) => headOf(pair))];
  (columns[0] || []).forEach((_, row) => {
    lines.push(
      kinds.map((kind, n) =>
        typeof columns[n][row] === 'number' && kind === 'value'
          ? String(columns[n][row])
          : guarded(cellText(kind, columns[n][row])),
      ),
    );
  });
  return lines.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')).join('\n');
}

/** What a question was asked of, where it has parameters, and what all rows of its answer share. */
function givenLine(question) {
  const { given, kinds, columns, heads } = question;
  const shared = sharedColumns(question);
  if (!given.length && !shared.length) return null;
  return h(
    'p.given',
    {},
    ...given.map(([said, value]) =>
      h(
        'span',
        {},
        `${begin(pick(said))}${t('colon')}`,
        value[0] === 'node' && typeof value[1] === 'number'
          ? nameButton(value[1])
          : h('b', {}, partText(value)),
      ),
    ),
    ...shared.map((n) =>
      h('span', {}, `${headOf(heads[n])}${t('colon')}`, ...cellParts(kinds[n], columns[n][0])),
    ),
  );
}

function questionPane(n) {
  const question = QUESTIONS[n];
  const things = thingsOf(question);
  const rows = question.columns.length ? question.columns[0].length : 0;
  const own = pick(question.said);
  openPane(
    { width: question.kinds.length > 5 ? 'wide' : question.kinds.length > 2 ? 'mid' : '' },
    h('p.type', {}, t('question')),
    h('h2', {}, wordsOf(question)),
    own === wordsOf(question) ? null : h('p.second', {}, own),
    givenLine(question),
    h(
      'p.about',
      {},
      rows
        ? t(rows < question.total ? 'answer.first' : 'answer.rows', { n: question.total, m: rows })
        : t('answer.none'),
    ),
    h(
      'p.actions',
      {},
      things.length
        ? h(
            'button.act',
            { type: 'button', id: 'show-answer', onclick: () => showSome(things) },
            showLabel(things),
          )
        : null,
      rows
        ? h(
            'button.act',
            {
              type: 'button',
              id: 'copy-answer',
              onclick: () => copyText(answerText(question), t('copiedRows', { n: rows })),
            },
            t('answer.copy'),
          )
        : null,
    ),
    rows ? answerTable(question) : null,
    h('p.note', {}, t('answer.from')),
    askOtherwise(question),
  );
}

/** How to ask the same of something else, which a page that has no engine cannot. */
function askOtherwise({ name, given }) {
  if (!given.length) return null;
  const parts = given.map(([, , parameter]) => `--param ${parameter}=…`);
  return h(
    'p.note',
    {},
    `${t('answer.otherwise')} `,
    h('code', {}, `jbgraph query ${name} ${parts.join(' ')}`),
  );
}

let showing = []; // what the button of the open pane puts on the picture

function showLabel(things) {
  showing = things;
  const first = things.slice(0, MOST_SHOWN);
  if (first.every(isShown)) return t('answer.shown', { n: first.length });
  return things.length > MOST_SHOWN
    ? t('answer.showFirst', { n: things.length, m: MOST_SHOWN })
    : t('answer.show', { n: things.length });
}
const showSome = (things) => showThings(things.slice(0, MOST_SHOWN));

/** Let the button say when all of it is on the picture. */
function renewShowLabel() {
  const button = byId('show-answer');
  if (button) button.textContent = showLabel(showing);
}

/** Every thing of a type, those that most passages speak of first. */
function typePane(n) {
  const things = NODES.group.flatMap((group, i) => (group === n ? [i] : []));
  things.sort((a, b) => NODES.weight[b] - NODES.weight[a] || a - b);
  const list = h('ul');
  const more = h('button.more', { type: 'button', onclick: grow });
  let at = 0;
  function grow() {
    for (const i of things.slice(at, at + MOST_SHOWN)) list.append(h('li', {}, nameButton(i)));
    at += MOST_SHOWN;
    more.hidden = at >= things.length;
    more.textContent = t('listMore', { n: Math.min(MOST_SHOWN, things.length - at) });
  }
  grow();
  openPane(
    {},
    h('p.type', {}, t('type')),
    h('h2', {}, begin(pick(types[n].names))),
    h('p.about', {}, pick(types[n].defined)),
    h('p.about', {}, t('ofType', { n: things.length })),
    h(
      'p.actions',
      {},
      h(
        'button.act',
        { type: 'button', id: 'show-answer', onclick: () => showSome(things) },
        showLabel(things),
      ),
      h('button.act', { type: 'button', id: 'only-type', onclick: () => leaveOnly('types', n) }, t('onlyType')),
    ),
    h('section', {}, list, more),
  );
}
