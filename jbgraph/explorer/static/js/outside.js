// What of a thing is not in a page of a part, and the way to it: a service that made the page gives the next one.

const FETCHED = DATA.fetched || []; // the things whose surroundings are here, in the order they were asked for
const MOST_BEFORE = 12; // of these the next page is asked for; those asked for first are dropped

/** The relations of a thing that lead to what is not in the page. */
const outside = (i) => (NODES.beyond && NODES.beyond[i]) || 0;
/** The figures of a thing, and the mentions, that are not in the page. */
const unsaid = (i) => (NODES.unsaid && NODES.unsaid[i]) || 0;
/** Whether there is more to be fetched; of what was asked for, the page holds what the service gives at once. */
const canFetch = (i) => Boolean(DATA.fetch) && outside(i) + unsaid(i) > 0 && !FETCHED.includes(i);

/** The address of the page that holds the surroundings of a thing as well, with the view as it is, that thing opened. */
function fetchAddress(i) {
  const asked = new URLSearchParams({ focus: entityIri(i), lang: LANG });
  for (const n of FETCHED.slice(-MOST_BEFORE)) asked.append('with', entityIri(n));
  return `${DATA.fetch}?${asked}${onwardAddress(i)}`;
}

function fetchMore(i) {
  notice(t('fetching', { x: nameOf(i) }));
  location.assign(fetchAddress(i));
}

/** The link to that page. The view may change while it stands there, so it is written again when it is used. */
function fetchLink(i) {
  if (!canFetch(i)) return null;
  const renew = ({ currentTarget }) => {
    currentTarget.href = fetchAddress(i);
  };
  return h(
    'a.act',
    {
      id: 'fetch',
      href: fetchAddress(i),
      title: t('fetchHint', { x: nameOf(i) }),
      onpointerdown: renew,
      onclick: (event) => {
        renew(event);
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) notice(t('fetching', { x: nameOf(i) }));
      },
    },
    outside(i) ? t('fetch', { n: outside(i) }) : t('fetchRest'),
  );
}

/** What the page does not hold of a thing, in words. */
function outsideNote(i) {
  const says = [];
  if (outside(i)) says.push(t(FETCHED.includes(i) ? 'beyondMany' : 'beyond', { n: outside(i) }));
  if (unsaid(i)) says.push(t('unsaid', { n: unsaid(i) }));
  return says.length ? h('p.note', { id: 'beyond' }, says.join(LANG === 'zh' ? '' : ' ')) : null;
}

/** Whoever comes back to the page finds it as it was left, without the message that something is on its way. */
function startOutside() {
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) byId('notice').hidden = true;
  });
}
