'use strict';

/* A result as a picture of things and what links them; texts and numbers stand in the table. */

(() => {
  const { data, say, element, sign, short, page, rows, names } = window.jbgraphViews;
  const MOST = 60;
  const LINKS = 120;
  const NAMED = ['predicate', 'property', 'p', 'relation'];

  /* The links of a result: from, to, and what it is called: a property, else the column. */
  function links(results) {
    const found = [];
    for (const row of rows(results) ?? []) {
      const filled = Object.keys(row).filter((name) => row[name]);
      const named = NAMED.find((name) => filled.length > 2 && row[name]?.type === 'uri');
      const [first, ...others] = filled.filter((name) => name !== named && !row[name].type.endsWith('literal'));
      for (const other of others) found.push({ from: row[first].value, to: row[other].value, by: named ? row[named].value : other, isTerm: Boolean(named) });
    }
    const key = (link) => `${link.from} ${link.by} ${link.to}`;
    return [...new Map(found.map((link) => [key(link), link])).values()];
  }

  /* The things with most links first, as many as can be looked at, and the links between them. */
  function chosen(all) {
    const counts = new Map();
    for (const { from, to } of all) for (const end of [from, to]) counts.set(end, (counts.get(end) ?? 0) + 1);
    const nodes = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    for (let most = Math.min(MOST, nodes.length); ; most = Math.floor(most * 0.85)) {
      const kept = new Set(nodes.slice(0, most));
      const edges = all.filter(({ from, to }) => kept.has(from) && kept.has(to));
      const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
      if (edges.length <= LINKS || most < 4) return { total: nodes.length, nodes: [...linked], edges };
    }
  }

  /* Lines of some twelve Chinese or twenty-two other characters. */
  function folded(text) {
    const lines = [''];
    let wide = 0;
    for (const part of text.match(/[\u2e80-\uffef]|[^\u2e80-\uffef\s]+\s*|\s+/gu) ?? []) {
      const own = /[\u2e80-\uffef]/u.test(part) ? 1.9 : part.length;
      if (wide && wide + own > 23) {
        lines.push('');
        wide = 0;
      }
      lines[lines.length - 1] += part;
      wide += own;
    }
    return lines.length > 3 ? `${lines.slice(0, 3).join('\n').trimEnd()}…` : lines.join('\n');
  }

  class Graph {
    priority = 4;

    constructor(yasr) {
      this.yasr = yasr;
      this.label = say('graph');
    }

    canHandleResults() {
      return links(this.yasr.results).length > 0;
    }

    getIcon() {
      return sign('M6 3a3 3 0 0 1 2.800 4.100l3 2.400a3.500 3.500 0 0 1 4-.300l1.600-1.700a3 3 0 1 1 1.500 1.300l-1.700 1.900a3.500 3.500 0 0 1-4.300 5l-2 2.400a3 3 0 1 1-1.600-1.200l2-2.500a3.500 3.500 0 0 1-.600-3.200l-3-2.400A3 3 0 1 1 6 3z');
    }

    async draw() {
      this.destroy();
      const { total, nodes, edges } = chosen(links(this.yasr.results));
      const figure = element('figure', { class: 'network' });
      const place = element('div', { class: 'canvas', role: 'img', 'aria-label': say('graph.of', { n: nodes.length, m: edges.length }) });
      const text = element('p', { class: 'quiet' }, say(total > nodes.length ? 'graph.some' : 'graph.all', { n: nodes.length, m: total, k: edges.length }));
      figure.append(text, place);
      this.yasr.resultsEl.append(figure);
      const iris = [...new Set([...nodes, ...edges.filter((edge) => edge.isTerm).map((edge) => edge.by)])];
      const known = await names(iris.filter((iri) => /^https?:[^\s<>"{}|\\^`]+$/.test(iri)));
      if (!place.isConnected) return;
      const kinds = [...new Set(edges.map((edge) => edge.by))];
      if (kinds.length === 1) text.append(` ${say('graph.one', { name: edges[0].isTerm ? known.get(kinds[0])?.name ?? short(kinds[0]) : kinds[0] })}`);
      this.place = place;
      this.shown = { nodes, edges, known };
      this.paint();
      this.scheme = matchMedia('(prefers-color-scheme: dark)');
      this.scheme.onchange = () => this.paint();
    }

    /* Draw, or draw anew in other colours. */
    paint() {
      const { nodes, edges, known } = this.shown;
      const style = getComputedStyle(this.place);
      const colour = (name) => style.getPropertyValue(`--${name}`).trim();
      const places = this.network?.getPositions();
      this.network?.destroy();
      const font = { face: colour('sans'), color: colour('ink'), size: nodes.length > 40 ? 21 : 17 };
      const alike = new Set(edges.map((edge) => edge.by)).size === 1;
      const called = (iri) => known.get(iri)?.name ?? short(iri);
      const dots = nodes.map((iri) => {
        const family = colour(data.families[known.get(iri)?.kind] ?? 'thing');
        return { id: iri, label: folded(called(iri)), color: { background: family, border: family, highlight: { background: family, border: colour('focus') } }, ...places?.[iri] };
      });
      const lines = edges.map(({ from, to, by, isTerm }, id) => ({ id, from, to, label: alike ? undefined : folded(isTerm ? called(by) : by) }));
      this.network = new window.vis.Network(this.place, { nodes: dots, edges: lines }, {
        layout: { randomSeed: 7, improvedLayout: nodes.length < 80 },
        nodes: { shape: 'dot', size: 11, font: { ...font, vadjust: 2 }, borderWidth: 1.5, scaling: { label: { drawThreshold: 3 } } },
        edges: {
          arrows: { to: { enabled: true, scaleFactor: 0.45 } },
          color: { color: colour('edge'), highlight: colour('accent'), hover: colour('accent') },
          font: { ...font, size: font.size - 4, color: colour('ink-2'), strokeColor: colour('surface'), strokeWidth: 4, align: 'middle' },
          smooth: edges.length > 60 ? false : { type: 'dynamic' },
        },
        physics: { enabled: !places, solver: 'forceAtlas2Based', forceAtlas2Based: { gravitationalConstant: nodes.length > 30 ? -130 : -60, springLength: 100, avoidOverlap: 0.8 }, stabilization: { iterations: 250, fit: true } },
        interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, navigationButtons: false },
      });
      this.network.once('stabilized', () => this.still());
      this.network.once('stabilizationIterationsDone', () => this.still());
      this.network.on('doubleClick', ({ nodes: [iri] }) => iri && /^https?:/.test(iri) && window.location.assign(page(iri)));
      if (places) this.still();
    }

    still() {
      this.network.setOptions({ physics: false });
      this.place.dataset.drawn = 'true';
    }

    destroy() {
      if (this.scheme) this.scheme.onchange = null;
      this.network?.destroy();
      this.network = undefined;
      this.place = undefined;
    }
  }

  window.Yasgui.Yasr.registerPlugin('graph', Graph);
})();
