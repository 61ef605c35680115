// Start here: three questions that this graph answers, above the opening picture until something is chosen.

const MOST_STARTS = 3;
let greeted = false; // whether the card was put away

/** What the card offers: the questions marked as beginnings, in their order, else the first things of the picture. */
function beginnings() {
  const asked = QUESTIONS.flatMap((question, n) => (question.start ? [{ n, rank: question.start[0] }] : []))
    .sort((a, b) => a.rank - b.rank)
    .map(({ n }) => ({ text: wordsOf(QUESTIONS[n]), act: () => ask(n) }));
  const things = OPENING.columns.map(({ goal }) => ({
    text: t('startThing', { x: nameOf(goal) }),
    act: () => go(goal),
  }));
  return [...asked, ...things].slice(0, MOST_STARTS);
}

/** Open the answer of a question. */
function ask(n) {
  state.why = null;
  select({ question: n });
  say(`${wordsOf(QUESTIONS[n])} ${t('answer.rows', { n: QUESTIONS[n].total })}`);
  pane.focus({ preventScroll: true });
}

/** Open the list of a type. */
function listType(n) {
  state.why = null;
  select({ type: n });
  say(`${begin(pick(types[n].names))} ${t('ofType', { n: total.types[n] })}`);
  pane.focus({ preventScroll: true });
}

function renewWelcome() {
  const card = byId('welcome');
  const calm = !state.selected && !state.why && !state.panorama && state.view === 'picture';
  card.hidden = greeted || !calm;
  if (card.hidden) return;
  byId('beginnings').replaceChildren(
    ...beginnings().map(({ text, act }) =>
      h('li', {}, h('button.beginning', { type: 'button', onclick: act }, text)),
    ),
  );
}

function startWelcome() {
  byId('welcome-close').addEventListener('click', () => {
    greeted = true;
    changed();
    stage.focus({ preventScroll: true });
  });
  byId('start').addEventListener('click', () => {
    greeted = false;
    renewWelcome();
  });
  onChange(renewShowLabel);
  onChange(renewWelcome);
  onSelect(renewWelcome);
  renewWelcome();
}
