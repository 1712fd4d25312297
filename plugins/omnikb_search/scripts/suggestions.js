/* The dialog's list: results as one types, chosen with the arrow keys, spoken by screen readers. */

import { facts, marked, remarks } from './answers.js';
import { ask } from './asking.js';
import { failure, linkTo, make, pageFor, part, say } from './interface.js';

// Two characters, or one that is a word by itself
const ENOUGH = /..|[\u3000-\uffff]/;
let asked;

/* Shows what is found for what is typed now. */
export async function suggest(parts) {
	const { input, list, notes, status } = parts;
	const query = input.value.trim();
	if (query === asked || input.isComposing) return;
	asked = query;
	const choose = (chosen) => {
		for (const one of list.children) one.ariaSelected = one === chosen;
		chosen?.scrollIntoView({ block: 'nearest' });
		input.setAttribute('aria-activedescendant', chosen?.id ?? '');
	};
	const fill = (options, said, text) => {
		list.replaceChildren(...options);
		notes.replaceChildren(...said);
		status.textContent = text;
		input.ariaExpanded = options.length > 0;
		choose();
	};
	input.onkeydown = (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
		// The last place is the text itself
		const places = [...list.children, undefined];
		const at = places.findIndex((one) => !one || one.ariaSelected === 'true');
		if (event.isComposing || step === undefined || (!step && !(places[at] && input.value.trim() === asked))) return;
		event.preventDefault();
		if (step) choose(places[(at + step + places.length) % places.length]);
		else places[at].click();
	};
	// Until there is an answer Enter asks the page: what is listed still is that of another question
	choose();
	if (!ENOUGH.test(query)) return fill([], [], '');
	const answer = await ask({ query, size: 8 }, status, () => query === asked);
	if (query !== asked) return;
	if (answer.error) {
		asked = undefined;
		return fill([], [failure(answer.error, input, () => suggest(parts))], '');
	}
	const options = answer.hits.map((hit) => [{ lang: hit.lang, href: linkTo(hit.address, hit.anchor) },
		part('span', 'title', {}, ...marked(hit.title)),
		facts(hit, part('span', 'heading', {}, hit.heading), answer),
		part('span', 'snippet', {}, ...marked(hit.snippet))]);
	const { total: count } = answer;
	if (count) options.push([{ class: 'omnikb-search-all', href: pageFor(query) }, say('all', { count })]);
	fill(options.map(option), remarks(answer), say(count ? 'found' : 'nothing', { count, query }));
}

function option([attributes, ...children], number) {
	return make('a', { id: `omnikb-search-option-${number}`, role: 'option', 'aria-selected': 'false', tabindex: '-1', ...attributes }, ...children);
}
