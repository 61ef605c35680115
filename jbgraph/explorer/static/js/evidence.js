// Where a statement stands: document, section, characters, the quote, and the passage where the page has it.

/** A button that opens the evidence of a statement below it; it already names the first place. */
function source(evidence, options = {}) {
  const places = listed(evidence);
  const holder = h('div.evidence', { hidden: true });
  const [label, more] = sourceLabel(places);
  const button = h(
    'button.source',
    { type: 'button', 'aria-expanded': 'false', onclick: toggle },
    h('span', {}, label),
    more,
  );
  function toggle() {
    const open = holder.hidden;
    if (open && !holder.childElementCount) holder.append(...cards(places, options));
    holder.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  }
  if (options.open) toggle();
  return [button, holder];
}

function sourceLabel(places) {
  if (!places.length) return [t('layer.register'), null];
  const at = places[0];
  const more = places.length > 1 ? h('span.also', {}, t('also', { n: places.length - 1 })) : null;
  if (at < 0) return [t(`layer.${rules[-1 - at].layer}`), more];
  return [`${termOf(PASSAGES.document[at])} · ${termOf(PASSAGES.section[at])}`, more];
}

/** One card for each place of a statement. */
function cards(places, options) {
  if (!places.length) return [h('p.note', {}, t('byRegister'))];
  return places.map((place) => (place >= 0 ? passageCard(place, options) : ruleCard(rules[-1 - place])));
}

function ruleCard(rule) {
  const key = rule.layer === 'suggested' ? 'bySuggestion' : 'byRule';
  return h(
    'figure.card.rule',
    {},
    h('figcaption', {}, t(key, { x: rule.key })),
    h('p', {}, pick(rule.summary)),
  );
}

/**
 * A passage of a document.
 *
 * @param {object} options `quote`: the characters that hold the figure; `of`: entities whose names are marked;
 *   an entity whose own quote in this passage is marked
 */
function passageCard(at, { quote, of = [] } = {}) {
  const own = quote ? [quote] : of.map((i) => quotes.get(`${i} ${at}`)).filter(Boolean);
  const text = PASSAGES.text ? PASSAGES.text[at] : null;
  const place = [
    t('characters', { a: PASSAGES.start[at] + 1, b: PASSAGES.end[at] }),
    termOf(PASSAGES.kind[at]),
    PASSAGES.id[at],
  ];
  return h(
    'figure.card',
    {},
    h(
      'figcaption',
      {},
      h('b', {}, termOf(PASSAGES.document[at])),
      h('span', {}, termOf(PASSAGES.section[at])),
      h('span.place', {}, place.join(' · ')),
    ),
    text
      ? h('blockquote', { lang: 'zh-Hans' }, ...marked(text, own, of))
      : [
          own.length ? h('p.quoted', { lang: 'zh-Hans' }, h('mark', {}, own[0])) : null,
          h('p.note', {}, t('noText')),
        ],
  );
}

/** The text with the quote marked, and more quietly the names of the things that the statement is about. */
function marked(text, quoted, of) {
  const spans = [];
  const claim = (low, high, tag) => {
    if (low >= 0 && !spans.some((span) => low < span.high && span.low < high)) spans.push({ low, high, tag });
  };
  for (const quote of quoted) claim(...locate(text, quote), 'mark');
  for (const i of of) {
    const names = [NODES.label[i], ...(NODES.other[i] || [])]
      .filter((name) => name.length > 1)
      .sort((a, b) => b.length - a.length);
    for (const name of names) {
      const low = text.indexOf(name);
      if (low >= 0) {
        claim(low, low + name.length, 'em');
        break;
      }
    }
  }
  spans.sort((a, b) => a.low - b.low);
  const parts = [];
  let at = 0;
  for (const { low, high, tag } of spans) {
    parts.push(text.slice(at, low), h(tag, {}, text.slice(low, high)));
    at = high;
  }
  return [...parts, text.slice(at)];
}

/** Where a quote stands in a text, blanks aside, as [start, end]; [-1, -1] where it does not. */
function locate(text, quote) {
  const wanted = quote.replace(/\s+/g, '');
  const at = [];
  let bare = '';
  for (let i = 0; i < text.length; i += 1)
    if (/\S/.test(text[i])) {
      bare += text[i];
      at.push(i);
    }
  const low = bare.indexOf(wanted);
  return low < 0 ? [-1, -1] : [at[low], at[low + wanted.length - 1] + 1];
}
