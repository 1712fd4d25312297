/* The search box on every page: a button in the header, its keys, and, once opened, a dialog with results as one types.

   What it needs beside itself, all below assets/omnikb/search/ (flat), published by the plugin:
   - every *.mjs of plugins/omnikb_search/scripts/ and omnikb/textindex/; only box.mjs and search.css are loaded by pages
     (Load.EVERYWHERE), everything else is imported when it is first needed (Load.NEVER);
   - interface.zh.json and interface.en.json: {"page": address of the search page, "ask": address of the page that says how
     to ask for what is missing or "", "index": folder of the index files, "words": {key: text}}. Addresses are relative to
     the root of the site ("search/", "search.html", "assets/omnikb/search/index/"); the words are those of
     plugins/omnikb_search/words.py in that language. The file is chosen by <html lang>: zh… or else en;
   - the page at "page", whose only section is templates/search.html: <div id="omnikb-search"> with a <noscript>. It hides the
     theme's sidebars (engine={"hide": ["navigation", "toc"]}). box.mjs imports page.mjs where it finds that element. */

import { button, linkTo, make, say, settings, shortened } from './interface.mjs';

const PAGE = 'omnikb-search';
let dialog;

/* The dialog takes what is typed at once; what shows results is loaded meanwhile. */
function open() {
  const input = document.querySelector(`#${PAGE} input`);
  if (input && !dialog?.open) return input.focus();
  dialog ??= build();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input').select();
}

function build() {
  const input = make('input', {
    name: 'q', type: 'text', role: 'combobox', placeholder: say('hint'), 'aria-label': say('search'), 'aria-expanded': 'false',
    'aria-controls': 'omnikb-search-list', 'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'off',
    spellcheck: 'false', inputmode: 'search', enterkeyhint: 'search',
  });
  const form = make('form', { role: 'search' }, input, button('×', { class: 'omnikb-search-close', 'aria-label': say('close') }, () => dialog.close()));
  const list = make('div', { id: 'omnikb-search-list', role: 'listbox', 'aria-label': say('results') });
  const parts = {
    input, list,
    notes: make('div', { class: 'omnikb-search-notes' }),
    status: make('p', { role: 'status', class: 'omnikb-search-status' }),
  };
  dialog = make('dialog', { class: 'omnikb-search', 'aria-label': say('search') }, form, parts.notes, list, parts.status,
    make('p', { class: 'omnikb-search-keys', 'aria-hidden': 'true' }, say('keys')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.href = allResults(input.value);
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  const load = () => import('./suggestions.mjs').then(({ suggest }) => suggest(dialog, parts, allResults)).catch(() => {
    parts.notes.replaceChildren(make('p', {}, say('failed', { reason: say('failed-network', { file: 'suggestions.mjs' }) })));
    input.addEventListener('input', load, { once: true });
  });
  load();
  return dialog;
}

function allResults(query) {
  const address = new URL(linkTo(place.page));
  address.searchParams.set('q', shortened(query.trim()));
  return address.href;
}

/* In Material's header after the title; elsewhere at the top of the page. */
function mount() {
  const opener = button('', { class: 'omnikb-search-open', 'aria-haspopup': 'dialog', 'aria-keyshortcuts': '/ Control+K', title: say('search') }, open);
  opener.append(make('span', {}, say('search')), make('kbd', { 'aria-hidden': 'true' }, '/'));
  const header = document.querySelector('.md-header__inner');
  if (header) header.querySelector('.md-header__title')?.after(opener);
  if (!opener.isConnected) document.body.prepend(make('div', { class: 'omnikb-search-top' }, opener));
}

function pressed(event) {
  const combined = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
  const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
  const writing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], dialog');
  if (event.isComposing || !(combined || (slash && !writing))) return;
  event.preventDefault();
  open();
}

function mountPage() {
  const container = document.getElementById(PAGE);
  if (container) import('./page.mjs').then(({ show }) => show(container));
}

const place = await settings;
mount();
document.addEventListener('keydown', pressed);
if (window.document$) window.document$.subscribe(mountPage); // Material changes pages without loading them anew
else mountPage();
