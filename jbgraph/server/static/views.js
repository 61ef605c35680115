'use strict';

/* What the views of a result share: terms in short, their names in the language of the page, words, and elements. */

window.jbgraphViews = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SVG = 'http://www.w3.org/2000/svg';
  const SCHEMAS = 'http://www.w3.org/2001/XMLSchema#';
  const NUMBERS = ['integer', 'decimal', 'double', 'float', 'int', 'long'].map((name) => SCHEMAS + name);
  const TIMES = ['date', 'gYear', 'gYearMonth', 'dateTime'].map((name) => SCHEMAS + name);

  /* Put values in the place of what stands in braces. */
  function say(key, values = {}) {
    return data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function element(name, attributes = {}, text = undefined) {
    const made = name.startsWith('svg:') ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* A sign of 24 by 24 for the button of a view. */
  function sign(path) {
    const svg = element('svg:svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
    svg.append(element('svg:path', { d: path }));
    const icon = element('div', { class: 'svgImg' });
    icon.append(svg);
    return icon;
  }

  function short(iri) {
    for (const [prefix, space] of Object.entries(data.prefixes)) {
      if (space && iri.startsWith(space)) return `${prefix}:${iri.slice(space.length)}`;
    }
    return iri;
  }

  /* The address of the page of a thing of ours, or the IRI itself. */
  function page(iri) {
    return iri.startsWith(data.base) ? `/doc/${iri.slice(data.base.length).replace('#', '%23')}` : iri;
  }

  /* The solutions of a result, or its triples as solutions; null where it has neither. */
  function rows(results) {
    const found = results?.getStatements?.();
    if (!found) return results?.getBindings?.() ?? null;
    const term = ({ termType, value, language, datatype }) => ({
      type: { NamedNode: 'uri', BlankNode: 'bnode' }[termType] ?? 'literal', value, 'xml:lang': language, datatype: datatype?.value,
    });
    return found.map((one) => ({ subject: term(one.subject), predicate: term(one.predicate), object: term(one.object) }));
  }

  /* Names and classes of things, asked of our own endpoint: IRI → { name, kind }. */
  async function names(iris) {
    const listed = iris.map((iri) => `<${iri}>`).join(' ');
    const label = '<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2000/01/rdf-schema#label>';
    const query = `SELECT ?s ?l ?c { VALUES ?s { ${listed} } OPTIONAL { ?s ${label} ?l FILTER(LANG(?l) = "${data.lang}") } OPTIONAL { ?s a ?c } }`;
    const found = new Map();
    const answer = await fetch('/sparql', { method: 'POST', body: new URLSearchParams({ query }), headers: { Accept: 'application/sparql-results+json' } });
    if (!answer.ok) return found;
    for (const { s, l, c } of (await answer.json()).results.bindings) {
      const known = found.get(s.value) ?? {};
      found.set(s.value, { name: known.name ?? l?.value, kind: known.kind ?? c?.value });
    }
    return found;
  }

  const isNumber = (term) => term?.type !== 'uri' && NUMBERS.includes(term?.datatype);
  const isTime = (term) => TIMES.includes(term?.datatype) || /^(1[89]|20)\d\d(-\d\d){0,2}$/.test(term?.value ?? '');

  return { data, say, element, sign, short, page, rows, names, isNumber, isTime };
})();
