/* Which units of a query stand beside one another: the bigrams of a word, and words that follow each other. */

/* The units of rows, each once: {key, isWord, next}; `next`: the one that follows it first, {key, distance, overlaps}. A row goes on where
   the one before ends, as if only a blank stood between them. */
export function distinct(rows) {
	const units = new Map(rows.flat().map(({ key, isWord }) => [key, { key, isWord }]));
	let [at, end, last] = [0, 0];
	for (const row of rows) {
		const begin = end;
		for (const unit of row.filter(({ position }) => position >= 0)) {
			const { key, isWord, position } = unit;
			const distance = begin + position - at;
			if ([1, 2].includes(distance)) units.get(last.key).next ??= { key, distance, overlaps: overlap(last, unit) };
			at += distance;
			last = unit;
			end = at + (isWord ? 1 : [...key].length);
		}
	}
	return [...units.values()];
}

/* Units by word: the bigrams of a run together, any other alone. */
export function groups(units) {
	const all = [];
	for (const unit of units) {
		const last = all.at(-1)?.at(-1);
		if (last && overlap(last, unit)) all.at(-1).push(unit);
		else all.push([unit]);
	}
	return all;
}

/* Whether two bigrams share a character. */
function overlap(one, other) {
	return !one.isWord && !other.isWord && other.position === one.position + 1 && other.start < one.end;
}
