/* A query as clauses: words, phrases, filters. The grammar stands in the guide's chapter `search`. */

const LONGEST = 512; // code points
const BLANK = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const STRAIGHT = { '"': '"', '＂': '＂' };
const CURLY = { '“': '”', '「': '」', '『': '』', '«': '»' };
const MINUS = /[-－]/;
const COLON = /[:：]/;
const COMMA = /[,，]/;

/* {clauses, cut}. A clause is {kind, text, excluded, name, values}; kind: words, phrase (exact), quoted (exact if it stands
   anywhere), filter. No text is refused. */
export function parsed(text) {
  const characters = [...text];
  return { clauses: new Parser(characters.slice(0, LONGEST)).clauses(), cut: characters.length > LONGEST };
}

class Parser {
  constructor(characters) {
    this.characters = characters;
    this.at = 0;
  }

  clauses() {
    const found = [];
    for (;;) {
      while (this.isBlank(this.at)) this.at += 1;
      if (this.at >= this.characters.length) return found;
      const excluded = this.takesMinus();
      const clause = this.phrase() ?? this.filter() ?? this.words();
      if (clause.text) found.push({ name: '', values: [], ...clause, excluded });
    }
  }

  is(kind, at) {
    return at < this.characters.length && kind.test(this.characters[at]);
  }

  isBlank(at) {
    return this.is(BLANK, at);
  }

  text(start, end) {
    return this.characters.slice(start, end).join('');
  }

  takesMinus() {
    const after = this.at + 1;
    const takes = this.is(MINUS, this.at) && after < this.characters.length && !this.isBlank(after) && !this.is(MINUS, after);
    if (takes) this.at += 1;
    return takes;
  }

  phrase() {
    const mark = this.characters[this.at];
    const straight = STRAIGHT[mark];
    if (!straight && !CURLY[mark]) return undefined;
    const end = this.characters.indexOf(straight ?? CURLY[mark], this.at + 1);
    if (!straight && end + 1 < this.characters.length && !this.isBlank(end + 1)) return undefined;
    if (end < 0) {
      this.at += 1;
      return straight ? this.words() : undefined;
    }
    const text = this.text(this.at + 1, end);
    this.at = end + 1;
    return { kind: straight ? 'phrase' : 'quoted', text };
  }

  words() {
    const start = this.at;
    while (this.at < this.characters.length && !this.isBlank(this.at) && !(this.characters[this.at] in STRAIGHT)) this.at += 1;
    return { kind: 'words', text: this.text(start, this.at) };
  }

  /* `name:value,"another value"`: no blank beside the colon. */
  filter() {
    const start = this.at;
    let end = start;
    while (end < this.characters.length && !this.isBlank(end) && !this.is(COLON, end) && !(this.characters[end] in STRAIGHT)) end += 1;
    if (end === start || !this.is(COLON, end)) return undefined;
    const values = [];
    let at = end;
    do {
      let value;
      [value, at] = this.value(at + 1);
      if (!value) return undefined;
      values.push(value);
    } while (this.is(COMMA, at));
    if (at < this.characters.length && !this.isBlank(at)) return undefined;
    this.at = at;
    return { kind: 'filter', text: this.text(start, at), name: this.text(start, end), values };
  }

  value(at) {
    const mark = this.characters[at];
    const closing = STRAIGHT[mark] ?? CURLY[mark];
    const closed = closing ? this.characters.indexOf(closing, at + 1) : -1;
    if (closed > 0) return [this.text(at + 1, closed), closed + 1];
    let end = at;
    while (end < this.characters.length && !this.isBlank(end) && !this.is(COMMA, end) && !(this.characters[end] in STRAIGHT)) end += 1;
    return [this.text(at, end), end];
  }
}
