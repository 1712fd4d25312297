/* Every code point folded (width, case, accents, traditional or simplified), and what kind of character it is. */

import { Bytes } from './bytes.js';

// 0: marks, 2: letters, 3: digits
export const [BLANK, IDEOGRAPHIC] = [1, 4];

export class Characters {
	kinds = new Uint8Array(0x110000);

	/* `payload`: that of characters.bin. */
	constructor(payload) {
		const bytes = new Bytes(payload);
		const codes = bytes.increasing(bytes.varint());
		const lengths = bytes.take(codes.length);
		let last = 0;
		const next = () => {
			const zigzag = bytes.varint();
			return (last += zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2);
		};
		this.folds = new Map(codes.map((code, number) => [code, Array.from({ length: lengths[number] }, next)]));
		for (let end = 0, left = bytes.varint(); left > 0; left -= 1) {
			const first = end + bytes.varint();
			end = first + bytes.varint() + 1;
			this.kinds.fill(bytes.take(1)[0], first, end);
		}
	}

	/* A text's folded code points: {code, kind, start, end}; places are those of the code points they come from. */
	fold(text) {
		const found = [];
		[...text].forEach((character, start) => {
			const folded = this.folds.get(character.codePointAt(0)) ?? [character.codePointAt(0)];
			for (const code of folded) {
				if (composed(found.at(-1), code)) found.at(-1).end = start + 1;
				else found.push({ code, start, end: start + 1 });
			}
			// What is dropped, such as an accent, belongs to what it stands on
			if (!folded.length) for (let at = found.length - 1; found[at]?.end === start; at -= 1) found[at].end += 1;
		});
		for (const one of found) one.kind = this.kinds[one.code];
		return found;
	}
}

/* A name as it is compared: folded, without blanks. */
export function foldedName(text, table) {
	return table.fold(text).map(({ code, kind }) => (kind === BLANK ? '' : String.fromCodePoint(code))).join('');
}

/* Whether a code point makes a Hangul syllable with the one before; then that is the syllable now. */
function composed(last, code) {
	const [vowel, final] = [code - 0x1161, code - 0x11a7];
	const isOpen = vowel >= 0 && vowel < 21 && last?.code >= 0x1100 && last.code < 0x1113;
	if (isOpen) last.code = 0xac00 + ((last.code - 0x1100) * 21 + vowel) * 28;
	else if (last?.isOpen && final > 0 && final < 28) last.code += final;
	else return false;
	last.isOpen = isOpen;
	return true;
}
