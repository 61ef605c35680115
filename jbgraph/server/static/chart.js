'use strict';

/* A result as a chart: bars for numbers with names, a line where the names are points of time. */

(() => {
  const { say, element, sign, short, page, rows, isNumber, isTime } = window.jbgraphViews;
  const MOST = 60;
  const TALL = 280;

  /* Columns that hold numbers, and those that can name them. */
  function columns(results) {
    const found = rows(results) ?? [];
    const all = results?.getVariables?.() ?? [];
    const filled = all.filter((name) => found.some((row) => row[name]));
    const numbers = filled.filter((name) => found.every((row) => !row[name] || isNumber(row[name])));
    const texts = filled.filter((name) => !numbers.includes(name) || found.every((row) => isTime(row[name])));
    return { numbers, names: texts.sort((a, b) => weight(found, a) - weight(found, b)) };
  }

  /* Texts name better than IRIs. */
  function weight(found, name) {
    return found.some((row) => row[name]?.type === 'uri') ? 1 : 0;
  }

  /* Round numbers for an axis, some four of them. */
  function ticks(low, high) {
    const span = high - low || 1;
    const power = 10 ** Math.floor(Math.log10(span / 4));
    const step = [1, 2, 5, 10].map((times) => times * power).find((one) => span / one <= 5);
    const made = [];
    for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-6; at += 1) made.push(Number((at * step).toPrecision(12)));
    return made;
  }

  class Chart {
    priority = 5;

    constructor(yasr) {
      this.yasr = yasr;
      this.label = say('chart');
    }

    canHandleResults() {
      const { numbers, names } = columns(this.yasr.results);
      return numbers.some((number) => names.some((name) => name !== number));
    }

    getIcon() {
      return sign('M4 20V4h2v14h14v2zM8 16v-5h2.5v5zm4.5 0V7H15v9zm4.500 0v-3h2.500v3z');
    }

    draw() {
      const { numbers, names } = columns(this.yasr.results);
      if (!numbers.includes(this.number)) this.number = numbers.find((number) => names.some((name) => name !== number));
      if (!names.includes(this.name) || this.name === this.number) this.name = names.find((name) => name !== this.number);
      const found = rows(this.yasr.results).filter((row) => row[this.number] && row[this.name]);
      const timely = found.length > 2 && found.every((row) => isTime(row[this.name]));
      const figure = element('figure', { class: 'chart' });
      figure.append(this.choices(numbers, names.filter((name) => name !== this.number)));
      const points = found.map((row) => ({
        name: row[this.name].type === 'uri' ? short(row[this.name].value) : row[this.name].value,
        href: row[this.name].type === 'uri' ? page(row[this.name].value) : null,
        value: Number(row[this.number].value),
      }));
      const shown = timely ? points.sort((a, b) => (a.name < b.name ? -1 : 1)) : points.slice(0, MOST);
      if (shown.length < points.length) figure.append(element('p', { class: 'quiet' }, say('first', { n: shown.length, m: points.length })));
      figure.append(timely ? this.line(shown) : this.bars(shown));
      this.yasr.resultsEl.append(figure);
    }

    /* Which column is drawn, and which names it, where there is a choice. */
    choices(numbers, names) {
      const form = element('div', { class: 'choices' });
      for (const [key, list] of [['number', numbers], ['name', names]]) {
        const label = element('label', {}, say(`chart.${key}`));
        const select = element('select');
        for (const name of list) select.append(new Option(name, name, false, name === this[key]));
        select.addEventListener('change', () => {
          this[key] = select.value;
          this.yasr.draw();
        });
        label.append(select);
        form.append(label);
      }
      return form;
    }

    said() {
      return say('chart.of', { number: this.number, name: this.name });
    }

    bars(points) {
      const list = element('div', { class: 'bars', role: 'list', 'aria-label': this.said() });
      const low = Math.min(0, ...points.map((point) => point.value));
      const high = Math.max(0, ...points.map((point) => point.value));
      const share = (value) => `${(100 * (value - low)) / (high - low || 1)}%`;
      for (const point of points) {
        const row = element('div', { class: 'bar', role: 'listitem' });
        row.append(point.href ? element('a', { href: point.href, class: 'name' }, point.name) : element('span', { class: 'name' }, point.name));
        const track = element('span', { class: 'track', 'aria-hidden': 'true' });
        const bar = element('span', { class: point.value < 0 ? 'filled below' : 'filled' });
        bar.style.left = share(Math.min(0, point.value));
        bar.style.width = `${(100 * Math.abs(point.value)) / (high - low || 1)}%`;
        track.append(bar);
        row.append(track, element('span', { class: 'value' }, point.value.toLocaleString(document.documentElement.lang)));
        list.append(row);
      }
      return list;
    }

    line(points) {
      const wide = Math.max(280, Math.min(960, this.yasr.resultsEl.clientWidth - 16));
      const values = points.map((point) => point.value);
      const span = Math.max(...values) - Math.min(...values);
      const low = Math.min(...values) >= 0 && Math.min(...values) < span * 2 ? 0 : Math.min(...values) - span * 0.08;
      const high = Math.max(...values) + span * 0.08 || 1;
      const marks = ticks(low, high);
      const left = 12 + 8 * Math.max(...marks.map((mark) => String(mark).length));
      const times = points.map((point) => Date.parse(point.name.slice(0, 10)));
      const [start, end] = [times[0], times[times.length - 1]];
      const x = (at) => left + 30 + ((wide - left - 70) * (times[at] - start)) / (end - start || 1);
      const y = (value) => 14 + (TALL - 46) * (1 - (value - low) / (high - low || 1));
      const svg = element('svg:svg', { viewBox: `0 0 ${wide} ${TALL}`, width: wide, height: TALL, role: 'img', 'aria-label': this.said() });
      for (const mark of marks) {
        svg.append(element('svg:line', { class: 'grid', x1: left, x2: wide, y1: y(mark), y2: y(mark) }));
        svg.append(element('svg:text', { class: 'tick', x: left - 6, y: y(mark) + 4, 'text-anchor': 'end' }, String(mark)));
      }
      svg.append(element('svg:polyline', { class: 'course', points: points.map((point, at) => `${x(at)},${y(point.value)}`).join(' ') }));
      let written = -Infinity;
      points.forEach((point, at) => {
        const dot = element('svg:circle', { class: 'dot', cx: x(at), cy: y(point.value), r: 4 });
        dot.append(element('svg:title', {}, `${point.name}: ${point.value}`));
        svg.append(dot);
        if (x(at) - written < 7.5 * point.name.length + 10) return;
        written = x(at);
        svg.append(element('svg:text', { class: 'tick', x: x(at), y: TALL - 12, 'text-anchor': 'middle' }, point.name));
      });
      return svg;
    }
  }

  window.Yasgui.Yasr.registerPlugin('chart', Chart);
})();
