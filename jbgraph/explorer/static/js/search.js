// Search by Chinese, English, pinyin and initials, best match first: things in the same order as `jbgraph search`;
// types and questions beside them.

const MARKS = /[\s“”‘’"'「」《》·—\-()（）]/g;
const fold = (text) => text.normalize('NFKC').toLowerCase().replace(MARKS, '');
let entries = null;

/** Names of every entity as search compares them; made when first asked for. */
function searchable() {
  entries ??= NODES.label.map((zh, i) => {
    const names = [zh, NODES.en[i], ...(NODES.other[i] || [])].filter(Boolean);
    return { i, names, folded: names.map(fold) };
  });
  return entries;
}

function oneApart(text, wanted) {
  for (let i = 0; i + wanted.length <= text.length; i += 1) {
    let wrong = 0;
    for (let k = 0; k < wanted.length && wrong < 2; k += 1) wrong += text[i + k] === wanted[k] ? 0 : 1;
    if (wrong < 2) return true;
  }
  return false;
}

/** How well the best name of an entity matches a folded text, from 0 to 100, and that name. */
function rate(entry, wanted) {
  let best = [0, ''];
  const better = (score, name) => {
    if (score > best[0]) best = [score, name];
  };
  for (let n = 0; n < entry.folded.length; n += 1) {
    const own = entry.folded[n];
    if (own === wanted) return [100, entry.names[n]];
    const loose = wanted.length >= 3 && /[^\x00-\x7f]/.test(wanted) && oneApart(own, wanted);
    const base = own.startsWith(wanted) ? 80 : own.includes(wanted) ? 60 : loose ? 40 : 0;
    if (base) better(base + (10 * wanted.length) / own.length, entry.names[n]);
  }
  if (/^[a-z]+$/.test(wanted)) {
    const romanized = [
      [NODES.pinyin[entry.i], 50],
      [NODES.initials[entry.i], 45],
    ];
    for (const [own, base] of romanized) {
      if (own === wanted) better(base + 25, entry.names[0]);
      else if (own.startsWith(wanted) && wanted.length >= 2)
        better(base + (10 * wanted.length) / own.length, entry.names[0]);
      else if (wanted.length >= 4 && own.includes(wanted))
        better(base - 20 + (10 * wanted.length) / own.length, entry.names[0]);
    }
  }
  return best;
}

/** The entities that a text finds, best first; ties go to the one that more passages speak of. */
function search(text) {
  const whole = fold(text);
  if (!whole) return [];
  const words = text.split(/\s+/).map(fold).filter(Boolean);
  const hits = [];
  for (const entry of searchable()) {
    let [score, matched] = rate(entry, whole);
    if (words.length > 1) {
      const parts = words.map((word) => rate(entry, word));
      const least = Math.min(...parts.map((part) => part[0])) * 0.9;
      if (least > score) [score, matched] = [least, parts[0][1]];
    }
    if (score > 0) hits.push({ i: entry.i, score, matched });
  }
  const size = (hit) => NODES.label[hit.i].length;
  return hits.sort(
    (a, b) => b.score - a.score || NODES.weight[b.i] - NODES.weight[a.i] || size(a) - size(b) || a.i - b.i,
  );
}

/** The types that a text names, in the singular or, in English, the plural, best first. */
function searchTypes(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  return types
    .map((type, n) => {
      const scores = type.names.map(fold).map((own) => {
        if (!own) return 0;
        if (own === wanted || plural(own) === wanted) return 100;
        return wanted.length > 1 && own.startsWith(wanted) ? 80 + (10 * wanted.length) / own.length : 0;
      });
      return { type: n, score: Math.max(...scores) };
    })
    .filter(({ type, score }) => score && total.types[type])
    .sort((a, b) => b.score - a.score || total.types[b.type] - total.types[a.type]);
}

const plural = (word) => (/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`);

/** Pairs of neighbouring Chinese characters, and English words of more than two letters. */
function pieces(text) {
  const bare = text.normalize('NFKC').toLowerCase();
  const han = (bare.match(/[\u3400-\u9fff]+/g) || []).flatMap((run) =>
    [...run].slice(1).map((_, n) => run.slice(n, n + 2)),
  );
  return [...han, ...(bare.match(/[a-z0-9]{3,}/g) || [])];
}

let asking = null;

/** The questions that a text asks: those that hold it, else those that share most of its pieces. */
function searchQuestions(text) {
  const wanted = fold(text);
  const parts = pieces(text);
  if (wanted.length < 2) return [];
  asking ??= QUESTIONS.map(({ said, start, name, given }, n) => {
    const of = given.map(([, value]) =>
      value[0] === 'node' ? `${NODES.label[value[1]]} ${NODES.en[value[1]]}` : '',
    );
    const names = [...said, ...(start ? start.slice(1) : []), name.replaceAll('-', ' ')];
    return { n, folded: names.map(fold), pieces: new Set(pieces([...names, ...of].join(' '))) };
  });
  const least = parts.length > 2 ? 0.6 : 1;
  return asking
    .map(({ n, folded, pieces: own }) => {
      const whole = Math.max(
        ...folded.map((one) =>
          one === wanted ? 100 : one.startsWith(wanted) ? 80 : one.includes(wanted) ? 60 : 0,
        ),
      );
      const share = parts.length ? parts.filter((part) => own.has(part)).length / parts.length : 0;
      return { question: n, score: Math.max(whole, share >= least ? 20 + 40 * share : 0) };
    })
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(Boolean(QUESTIONS[b.question].start)) - Number(Boolean(QUESTIONS[a.question].start)) ||
        a.question - b.question,
    );
}
