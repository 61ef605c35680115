// Figures as a small table: target and actual are different rows, and what the authority reported stands beside
// what plain comparison gives, each said to be what it is.

const FEW = 12; // rows shown before the rest is asked for

/** The figures of a metric, or those about another entity, grouped by the other of the two. */
function figureTable(of) {
  const rows = figuresOf.get(of) || [];
  const groups = new Map();
  for (const row of rows) {
    const isMetric = FIGURES.ofMetric[row] === of;
    const key = isMetric
      ? FIGURES.about[row].filter((i) => i !== of).join(' ')
      : String(FIGURES.ofMetric[row]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const body = h('tbody');
  const waiting = [...groups].map(([key, some]) => [
    key.split(' ').filter(Boolean).map(Number),
    some.sort(byPeriod),
  ]);
  const more = h('button.more', { type: 'button', onclick: () => grow(Infinity) });
  function grow(most) {
    let n = 0;
    while (waiting.length && n < most) {
      const [heads, some] = waiting.shift();
      if (heads.length)
        body.append(h('tr.head', {}, h('th', { colspan: 4, scope: 'colgroup' }, ...heads.map(nameButton))));
      const drawn = sparkline(some);
      if (drawn) body.append(h('tr.spark-row', {}, h('td', { colspan: 4 }, drawn)));
      for (const row of some) body.append(...figureRow(row));
      n += some.length;
    }
    const left = waiting.reduce((sum, [, some]) => sum + some.length, 0);
    more.hidden = !left;
    more.textContent = t('moreStatements', { n: left });
  }
  grow(FEW);
  return h(
    'section.figures',
    {},
    h('h3', {}, `${t('figures')} `, h('span', {}, count(rows.length))),
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h('tr', {}, ...['period', 'kind', 'value', 'status'].map((key) => h('th', { scope: 'col' }, t(key)))),
      ),
      body,
    ),
    more,
  );
}

const endOfPeriod = (row) =>
  FIGURES.period[row] === null ? '' : (DATA.dates[FIGURES.period[row]] || ['', ''])[1];
const byPeriod = (a, b) =>
  endOfPeriod(a) < endOfPeriod(b) ? -1 : endOfPeriod(a) > endOfPeriod(b) ? 1 : a - b;
const maybe = (n) => (n === null ? '' : termOf(n));

/** One figure: its row, and below it, when asked for, the passage it stands in. */
function figureRow(row) {
  const evidence = h('tr.evidence-row', { hidden: true }, h('td', { colspan: 4 }));
  const quote = FIGURES.quote[row];
  const button = h(
    'button.quote',
    {
      type: 'button',
      'aria-expanded': 'false',
      lang: 'zh-Hans',
      title: t('source'),
      onclick() {
        const cell = evidence.firstChild;
        if (!cell.childElementCount)
          cell.append(...cards(listed(FIGURES.passage[row]), { quote, of: FIGURES.about[row] }));
        evidence.hidden = !evidence.hidden;
        button.setAttribute('aria-expanded', String(!evidence.hidden));
      },
    },
    `“${quote || t('source')}”`,
  );
  const notes = [
    FIGURES.strength[row] === null ? '' : maybe(FIGURES.strength[row]),
    FIGURES.binding[row] === 1 ? t('binding') : '',
    FIGURES.within[row] === null ? '' : t('within', { x: nameOf(FIGURES.within[row]) }),
    FIGURES.basePeriod[row] === null ? '' : t('base', { x: maybe(FIGURES.basePeriod[row]) }),
  ].filter(Boolean);
  return [
    h(
      'tr',
      {},
      h('td', { title: FIGURES.periodText[row] }, maybe(FIGURES.period[row])),
      h('td', {}, maybe(FIGURES.kind[row])),
      h(
        'td',
        {},
        h('b', {}, valueText(row)),
        notes.length ? h('span.notes', {}, notes.join(' · ')) : null,
        button,
      ),
      h('td', {}, maybe(FIGURES.reportedStatus[row]), ...verdicts(row)),
    ),
    evidence,
  ];
}

function verdicts(row) {
  return (verdictsOf.get(row) || []).map(([relation, target]) =>
    h(
      'span.verdict',
      {},
      t('compared', {
        x: t('against', { verdict: pick(relations[relation].names), value: valueText(target) }),
      }),
    ),
  );
}
