'use strict';

/* The editor, in place of the plain form: our prefixes and terms complete what is typed; nothing is asked of other hosts. */

const data = JSON.parse(document.getElementById('data').textContent);
const plain = document.getElementById('plain');
const place = document.getElementById('editor');
const { Yasgui } = window;
const { Yasqe } = Yasgui;

/* The completers of the editor itself ask other hosts; ours have their names and what they need from the page. */
function offer(name, words) {
  const base = Yasqe.Autocompleters[name];
  Yasqe.registerAutocompleter({ ...base, name, persistenceId: undefined, bulk: true, autoShow: true, get: async () => words }, true);
}

offer('prefixes', Object.entries(data.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort());
offer('property', data.properties);
offer('class', data.classes);

Yasqe.defaults.value = data.query;
Yasqe.defaults.prefixCcApi = '';
Yasqe.defaults.createShareableLink = null;
Yasgui.Yasr.defaults.prefixes = data.prefixes;

plain.hidden = true;
place.hidden = false;
const editor = new Yasgui(place, {
  requestConfig: { endpoint: '/sparql', method: 'POST', headers: () => ({}) },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: 'jbgraph',
  yasqe: { value: data.query },
  yasr: { prefixes: data.prefixes },
});

/* Things of ours have their page here, also where nobody serves their IRI. */
function homeward(event) {
  const link = event.target.closest?.('a.iri');
  if (link?.href.startsWith(data.base)) {
    link.href = `/doc/${link.href.slice(data.base.length).replace('#', '%23')}`;
  }
}
for (const kind of ['pointerover', 'focusin', 'click']) place.addEventListener(kind, homeward, true);

const tab = editor.getTab();
if (tab && (data.given || !tab.getQuery()?.trim())) tab.setQuery(data.query);
const label = document.querySelector('label[for="query"]').textContent;
for (const area of place.querySelectorAll('.CodeMirror textarea')) area.setAttribute('aria-label', label);
document.documentElement.dataset.ready = 'true';
window.jbgraphEditor = editor;
