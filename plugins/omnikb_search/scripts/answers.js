/* An answer of the engine as DOM nodes: marked words, what was understood otherwise than written. */

import { LANGUAGE, make, part, say } from './interface.js';

const listed = new Intl.ListFormat(LANGUAGE);

/* Text of which some parts are marked: [[text, isMarked], …]. */
export function marked(pieces) {
	return pieces.map(([text, isMarked]) => (isMarked ? make('mark', {}, text) : text));
}

/* What kind of page a hit is, its date, section and other reasons to be one, and the words it has not, in one line. `heading`: the node of the section. */
export function facts(hit, heading, { notes }) {
	const parts = hit.told.map((text) => make('span', {}, text));
	if (hit.date) parts.push(make('time', { datetime: hit.date }, hit.date));
	if (hit.heading) parts.push(heading);
	for (const label of hit.reasons) parts.push(make('span', {}, ...marked(label)));
	const absent = listed.format(hit.missing.filter((word) => notes.every((one) => one.word !== word)));
	if (absent) parts.push(make('span', {}, say('without', { words: absent })));
	return part('span', 'facts', {}, ...parts);
}

/* What the reader should know about how the question was taken, one line for all that was found nowhere. */
export function remarks({ notes }) {
	const missing = listed.format(notes.filter(({ kind }) => kind === 'missing').map(({ word }) => word));
	const all = notes.filter(({ kind }) => kind !== 'missing');
	if (missing) all.push({ kind: 'missing', word: missing });
	return all.map(({ kind, word, nearest }) => {
		const alone = kind.startsWith('unknown') && !nearest ? '-alone' : '';
		return make('p', {}, say(`note-${kind}${alone}`, { word, near: nearest }));
	});
}
