// The view as text for others: Markdown for people, with the evidence as footnotes; SPARQL for whoever has the graph.

// Marks that turn the direction of what follows, and letters that run from right to left.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A text in one line of Markdown: nothing in it is markup, and it turns the direction of nothing but itself. */
function mdText(text) {
  const line = legalText(text).replace(TURNS, '').replace(/\s+/g, ' ').trim();
  const safe = line.replace(/[\\`*_[\]<>&|~#$]/g, '\\$&');
  return LEFTWARD.test(line) ? `\u2068${safe}\u2069` : safe;
}

/** What is shown as Markdown: each thing, the statements it makes, and where each of them stands. */
function markdownOf(nodes, edges) {
  const notes = new Map();
  const noteOf = (place, [from, to]) => {
    const key = place === REGISTER ? 'register' : place;
    const quoted = [from, to].map((i) => quotes.get(`${i} ${place}`)).filter(Boolean);
    if (!notes.has(key)) notes.set(key, { place, quoted: new Set() });
    for (const quote of quoted) notes.get(key).quoted.add(quote);
    return `[^${[...notes.keys()].indexOf(key) + 1}]`;
  };
  const said = new Map(nodes.map((i) => [i, []]));
  for (const edge of edges) said.get(EDGES.from[edge]).push(edge);
  const parts = nodes.map((i) => {
    const second = otherNameOf(i);
    const kind = [typeOf(i), second === nameOf(i) ? '' : second].filter(Boolean).map(mdText).join(' · ');
    const lines = said.get(i).map((edge) => {
      const ends = [i, EDGES.to[edge]];
      const marks = placesOf(edge)
        .map((place) => noteOf(place, ends))
        .join('');
      const relation = mdText(relationName(EDGES.relation[edge], false));
      return `- ${relation}${t('colon')}${mdText(nameOf(EDGES.to[edge]))}${marks}`;
    });
    return [`## ${mdText(nameOf(i))}`, '', kind, '', ...(lines.length ? [...lines, ''] : [])].join('\n');
  });
  const found = [...notes.values()].map(
    ({ place, quoted }, n) =>
      `[^${n + 1}]: ${[placeLine(place), ...[...quoted].map((quote) => `“${mdText(quote)}”`)].join(' · ')}`,
  );
  return `${[`# ${mdText(titleOf())}`, '', `${viewLine()}`, '', ...parts, ...found].join('\n').trimEnd()}\n`;
}

/** Where a statement stands, in one line: document, section, characters; else the rule, or the register. */
function placeLine(place) {
  if (place === REGISTER) return mdText(t('byRegister'));
  if (place < 0) {
    const rule = rules[-1 - place];
    const key = rule.layer === 'suggested' ? 'bySuggestion' : 'byRule';
    return mdText([t(key, { x: rule.key }), pick(rule.summary)].filter(Boolean).join(' · '));
  }
  return [
    termOf(PASSAGES.document[place]),
    termOf(PASSAGES.section[place]),
    t('characters', { a: PASSAGES.start[place] + 1, b: PASSAGES.end[place] }),
    placeId(place),
  ]
    .map(mdText)
    .join(' · ');
}

// SPARQL

const JB = 'https://w3id.org/jbgraph/ontology#';
const VOCABULARY = 'https://w3id.org/jbgraph/vocabulary/';

/** The whole IRI of what the page has a short name of: an entity or a relation, as payload.py shortened it. */
const entityIri = (i) => (/^[a-z][a-z\d+.-]*:\/\//i.test(idOf(i)) ? idOf(i) : DATA.namespace + idOf(i));
function relationIri(n) {
  const { key } = relations[n];
  const [prefix, local] = key.split(/:(.*)/s);
  if (local !== undefined) return prefix in DATA.prefixes ? DATA.prefixes[prefix] + local : key;
  return (key.includes('/') ? VOCABULARY : JB) + key;
}

/** An IRI as a query writes it: with a prefix where one fits, which is then noted in `used`. */
function sparqlName(iri, used) {
  for (const [prefix, namespace] of Object.entries(DATA.prefixes)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : '';
    if (!/^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]|\.(?=[\p{L}\p{N}_-]))*$/u.test(local)) continue;
    used.add(prefix);
    return `${prefix}:${local}`;
  }
  return `<${iri.replace(/[\x00-\x20<>"{}|^`\\]/g, encodeURIComponent)}>`;
}

/** A query that returns statements, each with every named graph that it stands in: its passages, or a rule. */
function sparqlOf(edges) {
  const used = new Set(['jb']);
  const rows = edges.map((edge) => {
    const iris = [entityIri(EDGES.from[edge]), relationIri(EDGES.relation[edge]), entityIri(EDGES.to[edge])];
    return `    (${iris.map((iri) => sparqlName(iri, used)).join(' ')})`;
  });
  const heads = Object.entries({ jb: JB, ...DATA.prefixes }).filter(([prefix]) => used.has(prefix));
  return `${[
    ...[titleOf(), viewLine(), t('sparqlNote')].map((line) => `# ${legalText(line).replace(/\s+/g, ' ')}`),
    ...heads.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`),
    'SELECT DISTINCT ?from ?relation ?to ?graph {',
    '  VALUES (?from ?relation ?to) {',
    ...rows,
    '  }',
    '  { GRAPH ?graph { ?from ?relation ?to } }',
    '  UNION',
    '  { GRAPH ?graph { ?duty jb:heldBy ?from ; jb:role ?relation ; jb:responsibleFor ?to } }',
    '}',
    'ORDER BY ?from ?relation ?to ?graph',
  ].join('\n')}\n`;
}
