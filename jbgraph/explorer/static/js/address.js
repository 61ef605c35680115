// The address keeps what is open: #id=…&lang=…; it can be sent, and Back goes back.

/** What an address asks for. An entity that is not here is passed over. */
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const lang = asked.get('lang');
  return { node: number.get(asked.get('id') ?? ''), lang: lang === 'zh' || lang === 'en' ? lang : null };
}

/** Write the address; a new entity is a step that Back undoes. In a frame without history nothing is written. */
function writeAddress() {
  const node = state.selected && state.selected.node;
  const asked = new URLSearchParams();
  if (node !== undefined && node !== null) asked.set('id', idOf(node));
  asked.set('lang', LANG);
  const address = `#${asked.toString().replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
  if (address === location.hash) return;
  const step = asked.has('id') && readAddress().node !== node;
  try {
    history[step ? 'pushState' : 'replaceState'](null, '', address);
  } catch {
    return;
  }
}

function startAddress() {
  const follow = () => {
    const { node, lang } = readAddress();
    if (lang && lang !== LANG) speak(lang);
    if (node !== undefined && (!state.selected || state.selected.node !== node)) go(node);
    else if (node === undefined && state.selected) select(null);
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
}
