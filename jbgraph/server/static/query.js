'use strict';

/* The editor, in place of the plain form: our prefixes and terms complete what is typed; nothing is asked of other hosts. */

const { data, say, page } = window.jbgraphViews;
const plain = document.getElementById('plain');
const place = document.getElementById('editor');
const { Yasgui } = window;
const { Yasqe, Yasr } = Yasgui;

/* The completers of the editor itself ask other hosts; ours have their names and what they need from this one. What is
   typed before all of it is there has to be picked out here. */
function offer(name, all) {
  const base = Yasqe.Autocompleters[name];
  const get = async (yasqe, token) => (await all()).filter((word) => word.startsWith(token?.autocompletionString ?? ''));
  Yasqe.registerAutocompleter({ ...base, name, persistenceId: undefined, bulk: true, autoShow: true, get }, true);
}

/* Terms that the graph uses, as its VoID description has them, with those of the ontology and its shapes. */
let described;
async function used(part, known) {
  described ??= fetch('/.well-known/void', { headers: { Accept: 'application/n-triples' } }).then((answer) => (answer.ok ? answer.text() : ''), () => '');
  const found = (await described).matchAll(new RegExp(`<http://rdfs\\.org/ns/void#${part}> <([^>]+)>`, 'g'));
  return [...new Set([...known, ...[...found].map((match) => match[1])])].sort();
}

offer('prefixes', async () => Object.entries(data.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort());
offer('property', () => used('property', data.properties));
offer('class', () => used('class', data.classes));

/* The views of a result in the language of the page. */
for (const name of ['table', 'response']) {
  const View = Yasr.plugins[name];
  Yasr.registerPlugin(name, class extends View {
    label = say(name);

    helpReference = undefined;
  });
}
Yasr.defaults.pluginOrder = ['table', 'chart', 'graph', 'response'];

Yasqe.defaults.value = data.query;
Yasqe.defaults.prefixCcApi = '';
Yasqe.defaults.createShareableLink = null;
Yasr.defaults.prefixes = data.prefixes;

plain.hidden = true;
place.hidden = false;
const editor = new Yasgui(place, {
  requestConfig: { endpoint: new URL('/sparql', window.location).href, method: 'POST', headers: () => ({}) },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: 'jbgraph',
  yasqe: { value: data.query },
  yasr: { prefixes: data.prefixes },
});

/* The editor itself speaks English only: what it says is put into the language of the page as it appears. */
const PATTERNS = {
  results: /^(\d+) results? in ([\d.]+) seconds?$/,
  response: /^Response in ([\d.]+) seconds?$/,
  showing: /^Showing ([\d,]+) to ([\d,]+) of ([\d,]+) entr(?:y|ies)$/,
  view: /^Shows (.+) view$/,
};

function translated(text) {
  const said = text.trim();
  for (const [key, pattern] of Object.entries(PATTERNS)) {
    const found = pattern.exec(said);
    if (found) return data.editor[key].replace(/\{(\d)\}/g, (_, at) => found[at]);
  }
  return data.editor[said.replace(/:$/, '')];
}

function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = translated(node.data);
      if (said !== undefined && said !== node.data) node.data = said;
    } else {
      for (const name of ['title', 'aria-label', 'placeholder']) {
        const said = translated(node.getAttribute?.(name) ?? '');
        if (said !== undefined) node.setAttribute(name, said);
      }
    }
  }
}

if (Object.keys(data.editor).length) {
  translate(place);
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      if (!target.closest?.('.CodeMirror')) addedNodes.forEach(translate);
    }
  }).observe(place, { childList: true, subtree: true });
}

/* Things of ours have their page here, also where nobody serves their IRI. */
function homeward(event) {
  const link = event.target.closest?.('a.iri');
  if (link?.href.startsWith(data.base)) {
    link.href = page(link.href);
  }
}
for (const kind of ['pointerover', 'focusin', 'click']) place.addEventListener(kind, homeward, true);

const tab = editor.getTab();
if (tab && (data.given || !tab.getQuery()?.trim())) tab.setQuery(data.query);
const label = document.querySelector('label[for="query"]').textContent;
for (const area of place.querySelectorAll('.CodeMirror textarea')) area.setAttribute('aria-label', label);
document.documentElement.dataset.ready = 'true';
window.jbgraphEditor = editor;
