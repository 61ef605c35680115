// A small drawing of a metric along the years: only whole years, one unit, one scope, so that points can be compared.

const SPARK = { width: 220, height: 56, side: 10, top: 8, bottom: 10 };
const PLAIN = new Set([
  'equal',
  'about',
  'at-least',
  'at-most',
  'more-than',
  'less-than',
  'just-under',
  'somewhat-more',
]);
const lastPart = (term) => (term === null ? '' : terms[term].key.split('/').pop());

/** The year of a period that is one whole year, else null: part of a year must not be compared with a year. */
function wholeYear(period) {
  const [first, last] = (period !== null && DATA.dates[period]) || ['', ''];
  const year = first.slice(0, 4);
  return year && first === `${year}-01-01` && last === `${year}-12-31` ? Number(year) : null;
}

/**
 * The largest set of comparable figures among some of one metric about one thing, as series by kind.
 *
 * @returns {{kind: number, points: {year: number, value: number, row: number}[]}[]} empty where no kind has two years
 */
function seriesOf(rows) {
  const sets = new Map();
  for (const row of rows) {
    const year = wholeYear(FIGURES.period[row]);
    const value =
      FIGURES.value[row] === null || FIGURES.upperValue[row] !== null ? NaN : Number(FIGURES.value[row]);
    if (year === null || !Number.isFinite(value) || !PLAIN.has(lastPart(FIGURES.comparator[row]))) continue;
    const key = [FIGURES.ofMetric[row], FIGURES.unit[row], FIGURES.within[row], FIGURES.basePeriod[row]].join(
      ' ',
    );
    if (!sets.has(key)) sets.set(key, new Map());
    const kinds = sets.get(key);
    if (!kinds.has(FIGURES.kind[row])) kinds.set(FIGURES.kind[row], []);
    const points = kinds.get(FIGURES.kind[row]);
    if (!points.some((point) => point.year === year && point.value === value))
      points.push({ year, value, row });
  }
  const years = (points) => new Set(points.map((point) => point.year)).size;
  const best = [...sets.values()]
    .filter((kinds) => [...kinds.values()].some((points) => years(points) > 1))
    .sort((a, b) => [...b.values()].flat().length - [...a.values()].flat().length)[0];
  if (!best) return [];
  return [...best].map(([kind, points]) => ({ kind, points: points.sort((a, b) => a.year - b.year) }));
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The drawing, with its words; null where there is no series. Results are filled dots, all else rings on dashes. */
function sparkline(rows) {
  const series = seriesOf(rows);
  if (!series.length) return null;
  const all = series.flatMap(({ points }) => points);
  const [years, values] = [all.map(({ year }) => year), all.map(({ value }) => value)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const { width, height, side, top, bottom } = SPARK;
  const x = (year) => side + ((year - from) / (to - from)) * (width - 2 * side);
  const y = (value) =>
    high === low ? height / 2 : top + ((high - value) / (high - low)) * (height - top - bottom);
  const marks = series.flatMap(({ kind, points }) => {
    const done = lastPart(kind) === 'actual';
    const line = points.filter((point, n) => !n || points[n - 1].year !== point.year);
    return [
      svg('polyline', {
        class: done ? 'done' : 'meant',
        points: line.map((point) => `${x(point.year)},${y(point.value)}`).join(' '),
      }),
      ...points.map((point) =>
        svg('circle', { class: done ? 'done' : 'meant', cx: x(point.year), cy: y(point.value), r: 3.5 }),
      ),
    ];
  });
  const words = series.map(({ kind, points }) =>
    t('seriesWords', {
      kind: begin(termOf(kind)),
      points: points.map(({ row }) => `${termOf(FIGURES.period[row])} ${valueText(row)}`).join(t('listed')),
    }),
  );
  return h(
    'figure.spark',
    {},
    svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words.join('') }, ...marks),
    h(
      'figcaption',
      { 'aria-hidden': 'true' },
      h('span', {}, String(from)),
      ...series.map(({ kind }) =>
        h(lastPart(kind) === 'actual' ? 'span.key.done' : 'span.key.meant', {}, begin(termOf(kind))),
      ),
      h('span', {}, String(to)),
    ),
  );
}
