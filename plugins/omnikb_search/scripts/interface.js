/* What box and page share: the reader's words, addresses below the site's root, DOM nodes. Text only ever becomes text. */

export const ROOT = new URL('../../../', import.meta.url);
export const LANGUAGE = /^zh/i.test(document.documentElement.lang) ? 'zh' : 'en';

/* What the site says of itself: {page, ask, index, words}. Where it cannot be read, there is no box: see search.js. */
export const site = await fetch(new URL(`interface.${LANGUAGE}.json`, import.meta.url)).then((answer) => answer.json());

/* A sentence in the reader's language; {name} stands for a value. */
export function say(key, values = {}) {
	const text = (values.count === 1 && site.words[`${key}.one`]) || site.words[key] || key;
	return text.replace(/\{(\w+)\}/g, (whole, name) => (values[name] ?? whole).toLocaleString('en'));
}

/* An address of the index, such as `lessons/a/`, for a link. `./` first, so that no path is taken for a scheme. */
export function linkTo(address, anchor = '') {
	const url = new URL(`./${address}`, ROOT);
	url.hash = anchor;
	return url.href;
}

/* An element with attributes (false, undefined: none; a function: called at that event) and children (strings are text). */
export function make(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === 'function') element.addEventListener(key, value);
		else if (value !== false && value !== undefined) element.setAttribute(key, value);
	}
	element.append(...children);
	return element;
}

/* An element that bears our class of this name. */
export function part(tag, name, attributes, ...children) {
	return make(tag, { class: `omnikb-search-${name}`, ...attributes }, ...children);
}

/* A failure {reason, file, message}, with a button to try again from the field. */
export function failure(error, input, again) {
	const reason = error.reason ? say(`failed-${error.reason}`, error) : error.message;
	const click = () => {
		input.focus();
		again();
	};
	return part('p', 'failure', {}, say('failed', { reason }), ' ', make('button', { click }, say('retry')));
}

/* The field for a question, `changed` being called when someone has paused in typing; never within a composition, whose letters
   are not yet words. */
export function field(attributes, changed) {
	let timer;
	const later = ({ target, isComposing }) => {
		clearTimeout(timer);
		target.isComposing = isComposing;
		if (!isComposing) timer = setTimeout(changed, 120);
	};
	return make('input', {
		name: 'q', type: 'text', placeholder: say('hint'), 'aria-label': say('search'), autocomplete: 'off', autocapitalize: 'off',
		spellcheck: 'false', enterkeyhint: 'search', input: later, compositionend: later, ...attributes,
	});
}

/* The address of the search page for a question. */
export function pageFor(query) {
	return `${linkTo(site.page)}?${new URLSearchParams({ q: shortened(query.trim()) })}`;
}

/* A question as it stands in an address: servers refuse long ones, and the engine reads no more. */
export function shortened(text) {
	return [...text].slice(0, 512).join('');
}

/* Whether a click is to be followed here, not in a new window. */
export function isPlain(event) {
	return !(event.ctrlKey || event.metaKey || event.shiftKey);
}
