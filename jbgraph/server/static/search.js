'use strict';

/* Hits as you type, below the field in the header; without this the form asks the page /search. */

const field = document.getElementById('find');
const form = field?.form;
const list = document.createElement('div');
let asked = 0;

function close() {
  list.hidden = true;
}

function shown(hit) {
  const link = document.createElement('a');
  const kind = document.createElement('small');
  link.href = hit.page;
  link.textContent = document.documentElement.lang === 'en' ? hit.en : hit.zh;
  kind.textContent = hit.type;
  link.append(kind);
  return link;
}

async function ask() {
  const text = field.value.trim();
  const turn = (asked += 1);
  if (!text) return close();
  const query = new URLSearchParams(new FormData(form));
  query.set('limit', '8');
  query.set('format', 'json');
  const answer = await fetch(`/search?${query}`).catch(() => null);
  if (turn !== asked || !answer?.ok) return undefined;
  const hits = (await answer.json()).results;
  list.replaceChildren(...hits.map(shown));
  list.hidden = !hits.length;
  return undefined;
}

function move(event) {
  const links = [...list.children];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    close();
    field.focus();
  } else if (!list.hidden && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  }
}

if (form) {
  list.className = 'typed';
  list.hidden = true;
  form.append(list);
  let wait = 0;
  field.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 120);
  });
  form.addEventListener('keydown', move);
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(() => form.contains(document.activeElement) || close(), 0);
  });
}
