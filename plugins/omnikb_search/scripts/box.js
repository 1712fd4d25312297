/* The search box on every page: a button in the header, its keys, and a dialog in which results come as one types.

   The plugin publishes, flat in assets/omnikb/search/: all modules of this folder and of omnikb/textindex/ (pages load search.js and
   search.css, the rest is imported when it is needed), and interface.zh.json and interface.en.json: {page, ask, index, words}, the
   first three being addresses from the site's root, the last the words of words.py. The page has templates/search.html. */

import { failure, field, isPlain, make, pageFor, part, say } from './interface.js';

const PAGE = 'omnikb-search';
let dialog;

/* The dialog takes what is typed at once; what shows results is loaded meanwhile. */
function open() {
	const input = !dialog?.open && document.querySelector(`#${PAGE} input`);
	if (input) return input.focus();
	if (!dialog) build();
	if (!dialog.open) dialog.showModal();
	dialog.querySelector('input').select();
}

function build() {
	const parts = {
		list: make('div', { id: 'omnikb-search-list', role: 'listbox', 'aria-label': say('results') }),
		notes: part('output', 'notes'),
		status: part('output', 'status'),
	};
	const search = () => import('./suggestions.js').then(({ suggest }) => suggest(parts), () => {
		parts.notes.replaceChildren(failure({ reason: 'scripts' }, parts.input, search));
	});
	parts.input = field({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': parts.list.id, 'aria-autocomplete': 'list' }, search);
	const close = part('button', 'close', { type: 'button', 'aria-label': say('close'), click: () => dialog.close() }, '×');
	const submit = (event) => {
		event.preventDefault();
		location.href = pageFor(parts.input.value);
	};
	const leave = (event) => {
		if (event.target === dialog || (event.target.closest('[role=option]') && isPlain(event))) dialog.close();
	};
	dialog = make('dialog', { class: 'omnikb-search', 'aria-label': say('search'), click: leave },
		make('form', { role: 'search', submit }, parts.input, close), parts.notes, parts.list, parts.status,
		part('p', 'keys', { 'aria-hidden': 'true' }, say('keys')));
	document.body.append(dialog);
	search();
}

function press(event) {
	const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing, target } = event;
	const isWriting = target.closest?.(':read-write, select, dialog[open]');
	const isAsking = ctrlKey || metaKey ? key.toLowerCase() === 'k' && !shiftKey : key === '/' && !isWriting;
	if (altKey || isComposing || !isAsking) return;
	event.preventDefault();
	open();
}

function mountPage() {
	const container = document.getElementById(PAGE);
	if (container) import('./page.js').then(({ show }) => show(container));
}

/* The button that opens the dialog. */
export const opener = part('button', 'open', { 'aria-haspopup': 'dialog', 'aria-keyshortcuts': '/ Control+K', click: open },
	make('span', {}, say('search')), make('kbd', { 'aria-hidden': 'true' }, '/'));
document.addEventListener('keydown', press);
// Material changes pages without loading them anew
window.document$?.subscribe(mountPage) ?? mountPage();
