// Out of the page: the clipboard and files. Works in a page opened from a folder, and asks no network.

/** Put a text on the clipboard and say what it is. */
async function copyText(text, said) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copiedByHand(text);
  }
  notice(done ? said : t('notCopied'));
}

/** The way of old browsers, and of pages and frames that are refused the other one. */
function copiedByHand(text) {
  const before = document.activeElement;
  const field = h('textarea.unseen', { 'aria-hidden': 'true', tabindex: -1, readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    done = false;
  }
  field.remove();
  if (before) before.focus({ preventScroll: true });
  return done;
}

/** Hand a file to the browser, which keeps it where it keeps downloads. */
function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  notice(t('saved', { name }));
}

/** The name of a file: the short name of the graph, what it holds, and its ending. */
const fileName = (what, ending) => {
  const graph = DATA.namespace.split(/[/#]/).filter(Boolean).pop() || '';
  return [graph.replace(/[^\p{L}\p{N}-]/gu, ''), what].filter(Boolean).join('-') + `.${ending}`;
};
