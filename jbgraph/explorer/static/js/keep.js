// The menu of what one can take along: the link, the view as text, as a query, as a picture, on paper.

const KEPT = [
  ['link', () => copyText(location.href.split('#')[0] + addressOf(), t('copiedLink'))],
  [
    'markdown',
    () => copyText(markdownOf(shownNodes(), shownEdges()), t('copiedMarkdown', { n: shownNodes().length })),
  ],
  ['sparql', () => copyText(sparqlOf(shownEdges()), t('copiedSparql', { n: shownEdges().length }))],
  ['svg', () => saveFile(new Blob([sheet().svg], { type: 'image/svg+xml' }), fileName('picture', 'svg'))],
  ['png', savePng],
  ['print', () => window.print()],
];

async function savePng() {
  try {
    saveFile(await rasterised(sheet()), fileName('picture', 'png'));
  } catch {
    notice(t('notSaved'));
  }
}

function startKeep() {
  const entries = KEPT.map(([key, act]) =>
    h(
      'button',
      { type: 'button', role: 'menuitem', id: `keep-${key}`, tabindex: -1, onclick: () => keep(act) },
      h('span', { 'data-text': `keep.${key}` }),
      h('span.note', { 'data-text': `keep.${key}.hint` }),
    ),
  );
  const button = h('button.tool', {
    type: 'button',
    id: 'keep',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-controls': 'keep-menu',
    'data-text': 'keep',
    'data-hint': 'keepHint',
    onclick: () => (keepMenu().hidden ? openKeep(0) : closeKeep()),
  });
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    openKeep(event.key === 'ArrowDown' ? 0 : KEPT.length - 1);
    event.preventDefault();
    event.stopPropagation();
  });
  const menu = h('div', { id: 'keep-menu', role: 'menu', 'data-label': 'keep', hidden: true }, ...entries);
  menu.addEventListener('keydown', onKeepKey);
  const holder = h('div.keep', {}, button, menu);
  holder.addEventListener('focusout', (event) => {
    if (!holder.contains(event.relatedTarget)) closeKeep();
  });
  byId('tools').append(holder);
  document.addEventListener('pointerdown', (event) => {
    if (!holder.contains(event.target)) closeKeep();
  });
  startPrint();
  relabel();
}

const keepMenu = () => byId('keep-menu');

function openKeep(at) {
  const menu = keepMenu();
  menu.hidden = false;
  menu.style.right = '0px';
  const { left } = menu.getBoundingClientRect();
  if (left < 8) menu.style.right = `${left - 8}px`; // on a phone the button may stand at the left
  byId('keep').setAttribute('aria-expanded', 'true');
  menu.children[at].focus();
}

function closeKeep() {
  keepMenu().hidden = true;
  byId('keep').setAttribute('aria-expanded', 'false');
}

function keep(act) {
  byId('keep').focus();
  closeKeep();
  act();
}

function onKeepKey(event) {
  const entries = [...keepMenu().children];
  const at = entries.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 };
  if (event.key in steps) entries[(steps[event.key] + entries.length) % entries.length].focus();
  else if (event.key === 'Escape') {
    byId('keep').focus();
    closeKeep();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
