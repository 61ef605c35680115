// What may be the same thing under another name, and what looks alike and is not: the editors' judgements, with what
// they say of the other, and the documents in which it stands.

const ALIKE = new Set(['variesFrom', 'distinctFrom']);

function alike(i) {
  const groups = groupsOf(i, (edge) => ALIKE.has(keyOf(edge)));
  if (!groups.length) return null;
  return h(
    'section.alike',
    {},
    h('h3', {}, t('alike')),
    ...groups.map((group) =>
      h(
        `div.${relations[group.relation].key}`,
        {},
        h('h4', {}, t(relations[group.relation].key)),
        h('ul', {}, ...group.items.map((item) => alikeItem(i, item))),
      ),
    ),
  );
}

function alikeItem(i, { other, edge }) {
  const about = NODES.about[other];
  const documents = [...documentsOf(other)].sort((a, b) => a - b);
  return h(
    'li',
    {},
    nameButton(other),
    about ? h('p.reason', {}, pick(about)) : null,
    h(
      'p.reason',
      {},
      NODES.group[other] === NODES.group[i] ? '' : `${typeOf(other)} · `,
      documents.length ? t('standsIn', { x: documents.map(termOf).join(t('listed')) }) : t('standsNowhere'),
    ),
    ...source(EDGES.evidence[edge], { of: [i, other] }),
  );
}
