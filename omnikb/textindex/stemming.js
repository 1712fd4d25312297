/* The stem of an English word: the same for its plural, its past and its -ing. */

export function stem(word) {
	if (!/^[a-z]{4,}$/.test(word)) return word;
	let left = word.replace(/ies$/, word.length > 4 ? 'y' : 'ie');
	if (left === word) left = word.replace(/(?<=ss)es$|(?<=[^sui])s$/, '');
	const before = left.replace(/(?:ing|(?<!e)ed)$/, '');
	if (before !== left && /^(?=.{3}).*[aeiouy]/.test(before)) left = before.replace(/([^aeiouylsz])\1$/, '$1');
	return left.replace(/(?<=.{4})ly$/, '').replace(/(?<=.{3})e$|i$/, (end) => (end === 'i' ? 'y' : ''));
}
