// Words: the language of the page, labels of everything, numbers as they are read.

let LANG = DATA.lang;
const side = () => (LANG === 'zh' ? 0 : 1);
/** A pair of Chinese and English in the language of the page, in the other where it has none. */
const pick = (pair) => pair[side()] || pair[0] || pair[1] || '';

/** A text of the interface, with the values put in for {names}. */
function t(key, values = {}) {
  const text = pick(STRINGS[key]);
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === 'number' ? count(values[name]) : values[name],
  );
}

const numerals = { zh: new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en-GB') };
const count = (n) => numerals[LANG].format(n);
const nameOf = (i) => pick([NODES.label[i], NODES.en[i]]);
const otherNameOf = (i) => (LANG === 'zh' ? NODES.en[i] : NODES.label[i]);
/** A word at the beginning of a line: English with a capital. */
const begin = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const typeOf = (i) => begin(pick(types[NODES.group[i]].names));
const termOf = (n) => pick(terms[n].names);
const hasCjk = (text) => /[\u3400-\u9fff]/.test(text);

/** The heading of a group of statements: the relation, read from the entity they are listed for. */
function relationName(relation, inward) {
  const { key, names, sort } = relations[relation];
  if (sort === 'role') return t(inward ? 'held' : 'duty', { role: pick(names) });
  if (key === 'skos:notation') return t('notation');
  if (!inward) return begin(pick(names));
  return begin(STRINGS.inverse[key] ? pick(STRINGS.inverse[key]) : t('inverseElse', { x: pick(names) }));
}

// How Chinese and English put a comparator and a number together; {v} is the number with its unit.
const COMPARED = {
  equal: ['{v}', '{v}'],
  about: ['{v}左右', 'about {v}'],
  'at-least': ['{v}以上', 'at least {v}'],
  'more-than': ['超过{v}', 'more than {v}'],
  'somewhat-more': ['{v}余', 'somewhat more than {v}'],
  'at-most': ['{v}以内', 'at most {v}'],
  'less-than': ['低于{v}', 'less than {v}'],
  'just-under': ['近{v}', 'just under {v}'],
  range: ['{v}', '{v}'],
  rank: ['第{v}位', 'rank {v}'],
  magnitude: ['{v}级', 'in the order of {v}'],
};

/** The value of a figure as it is read: “1325亿元左右”, “about 1325 hundred million yuan”. */
function valueText(row) {
  const comparator =
    FIGURES.comparator[row] === null ? '' : terms[FIGURES.comparator[row]].key.split('/').pop();
  const words = FIGURES.valueText[row];
  if (FIGURES.value[row] === null) return words || (comparator ? termOf(FIGURES.comparator[row]) : '—');
  const range = FIGURES.upperValue[row] === null ? '' : `–${FIGURES.upperValue[row]}`;
  const unit = FIGURES.unit[row] === null ? '' : termOf(FIGURES.unit[row]);
  const gap = !unit || LANG === 'zh' || /^[%‰]/.test(unit) ? '' : /^\d/.test(unit) ? ' × ' : ' ';
  const size = comparator === 'rank' ? FIGURES.value[row] : `${FIGURES.value[row]}${range}${gap}${unit}`;
  const pattern = COMPARED[comparator];
  if (pattern) return pick(pattern).replace('{v}', size);
  return comparator ? `${termOf(FIGURES.comparator[row])} ${size}` : String(size);
}

/**
 * An element of the page. Every text is set as text, never as markup.
 *
 * @param {string} tag name, with classes after dots
 * @param {object} props attributes; `on…` are listeners, true and false set or leave out
 * @param {...(Node|string|null)} children
 */
function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const byId = (id) => document.getElementById(id);

/** Put the texts of the interface into the elements that name them. */
function relabel() {
  document.documentElement.lang = LANG === 'zh' ? 'zh-Hans' : 'en';
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
  for (const element of document.querySelectorAll('[data-hint]')) element.title = t(element.dataset.hint);
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = t(element.dataset.placeholder);
  }
  const title = [pick(DATA.title), t('title')].filter(Boolean).join(' · ');
  document.title = title;
  byId('title').textContent = title;
  byId('lang-zh').setAttribute('aria-pressed', String(LANG === 'zh'));
  byId('lang-en').setAttribute('aria-pressed', String(LANG === 'en'));
}

/** Tell those who do not see the picture what has changed. */
function say(text) {
  byId('live').textContent = text;
}
