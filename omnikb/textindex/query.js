/* A query as clauses: words, phrases, filters. The grammar stands in the guide's chapter `search`. */

// Code points
const LONGEST = 512;
const BLANKS = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const END = `(?=[${BLANKS}]|$)`;
const STRAIGHT = ['""', '＂＂'];
const CURLY = ['“”', '「」', '『』', '«»'];
const quoted = (pairs, length) => `(?:${pairs.map(([open, close]) => `${open}[^${close}]${length}${close}`).join('|')})`;
const QUOTED = quoted([...STRAIGHT, ...CURLY], '+');
const VALUE = `(?:${QUOTED}|(?!${quoted(CURLY, '*')})[^${BLANKS},，"＂]+)`;
const CLAUSE = new RegExp([
	`[${BLANKS}]*(?<minus>[-－](?=[^${BLANKS}\\-－]))?(?:(?<phrase>${quoted(STRAIGHT, '*')})|(?<quoted>${quoted(CURLY, '*')})${END}`,
	`|(?<filter>(?<name>[^${BLANKS}:："＂]+)[:：](?<values>${VALUE}(?:[,，]${VALUE})*)${END})|["＂]?(?<words>[^${BLANKS}"＂]*))`,
].join(''), 'uy');

/* {clauses, cut}. A clause is {kind, text, excluded, name, values}; kind: words, phrase (exact), quoted (exact if it stands
   anywhere), filter. No text is refused. */
export function parsed(query) {
	const text = [...query].slice(0, LONGEST).join('');
	const clauses = [];
	for (CLAUSE.lastIndex = 0; CLAUSE.lastIndex < text.length;) {
		const from = CLAUSE.lastIndex;
		const { groups } = CLAUSE.exec(text);
		const kind = ['phrase', 'quoted', 'filter', 'words'].find((one) => groups[one] !== undefined);
		const values = (groups.values?.match(new RegExp(VALUE, 'gu')) ?? []).map((value) => (value.match(`^${QUOTED}$`) ? value.slice(1, -1) : value));
		const inside = /phrase|quoted/.test(kind) ? groups[kind].slice(1, -1) : groups[kind];
		if (inside) clauses.push({ kind, text: inside, excluded: Boolean(groups.minus), name: groups.name ?? '', values, from, to: CLAUSE.lastIndex });
	}
	return { clauses, cut: text.length < query.length };
}
