// What staff report: the light of a thing with its day and shares; of a unit or goal, all it answers for, worst first.

const PROGRESS = DATA.progress || null;
const LIGHTS = ['red', 'yellow', 'green', 'blue', 'none'];
const progressOf = new Map(PROGRESS ? PROGRESS.rows.map((row) => [row.node, row]) : []);
const boards = new Map(PROGRESS ? PROGRESS.boards : []);
const LISTED = 12; // things of a dashboard that are listed at once

/** A light with its word; a ring where it was late before. */
function lamp(row) {
  return h(
    'span.lamp',
    {},
    h('i', { class: `light-${row.light}${row.late ? ` late late-${row.late}` : ''}`, 'aria-hidden': 'true' }),
    t(`light.${row.light}`),
  );
}

function rulesNote() {
  return h('p.rules', {}, t('lightRules', { pack: pick(PROGRESS.pack), day: PROGRESS.day }));
}

/** The progress of a thing; null where nothing is reported. */
function progressCard(i) {
  const row = progressOf.get(i);
  if (!row) return null;
  const said = [
    ['light', lamp(row)],
    ['reached', row.shares],
    ['due', row.first && row.first !== row.due ? `${row.due} (${t('firstDue', { day: row.first })})` : row.due],
    ['leads', row.lead.length ? h('span', {}, ...row.lead.map(nameButton)) : ''],
    ['remark', row.remark],
  ];
  const list = h('dl');
  for (const [key, value] of said)
    if (value) list.append(h('div', {}, h('dt', {}, t(`progress.${key}`)), h('dd', {}, value)));
  const late = row.late ? h('p.note', {}, t('wasLate')) : null;
  return h('section.facts.progress', {}, h('h3', {}, t('progress')), list, late, rulesNote());
}

/** All that a unit leads, or that carries a goal: how many have which light, and each by name; null where none. */
function dashboard(i) {
  const rows = (boards.get(i) || []).map((node) => progressOf.get(node));
  if (!rows.length) return null;
  const bar = h('p.stack', { role: 'img', 'aria-label': summary(rows) });
  for (const light of LIGHTS) {
    const n = rows.filter((row) => row.light === light).length;
    if (!n) continue;
    const part = h('span', { class: `light-${light}` }, String(n));
    part.style.flexGrow = n;
    bar.append(part);
  }
  const list = h('ul.board');
  const more = h('button.more', { type: 'button', onclick: () => grow(rows.length) });
  let at = 0;
  function grow(most) {
    for (const row of rows.slice(at, at + most))
      list.append(h('li', {}, lamp(row), nameButton(row.node), h('span.soft', {}, [row.shares, row.due].filter(Boolean).join(' · '))));
    at += most;
    more.hidden = at >= rows.length;
    more.textContent = t('moreStatements', { n: rows.length - at });
  }
  grow(LISTED);
  const heading = h('h3', {}, `${t('dashboard')} `, h('span', {}, count(rows.length)));
  return h('section.facts.progress', {}, heading, bar, h('p.soft', {}, summary(rows)), list, more, rulesNote());
}

function summary(rows) {
  const counts = LIGHTS.map((light) => [light, rows.filter((row) => row.light === light).length]);
  return counts.filter(([, n]) => n).map(([light, n]) => `${t(`light.${light}`)} ${n}`).join(' · ');
}
