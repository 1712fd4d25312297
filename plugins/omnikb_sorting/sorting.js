/* Headers marked with data-sort become buttons: rising, falling, then the order in which the page was written.
   Cells without a value stand last either way. */
"use strict";

(() => {
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

  const textOf = (cell) => (cell?.dataset.value ?? cell?.textContent ?? "").trim();

  const numberOf = (text) => (text === "" ? NaN : Number(text.replaceAll(",", "").replace("−", "-")));

  /** How two values of a kind compare: "number", or text in the language of the table. */
  function comparison(kind, lang) {
    if (kind === "number") return (a, b) => a - b;
    return new Intl.Collator(lang, { numeric: true }).compare;
  }

  /** The rows in the order of the values in a column; equal ones as they were written. */
  function sorted(rows, column, header, direction) {
    const isNumber = header.dataset.sort === "number";
    const compare = comparison(header.dataset.sort, header.closest("[lang]")?.lang || undefined);
    const valued = rows.map(({ row }) => {
      const text = textOf(row.cells[column]);
      const value = isNumber ? numberOf(text) : text;
      return { row, value, empty: isNumber ? Number.isNaN(value) : value === "" };
    });
    const sign = direction === "descending" ? -1 : 1;
    const order = valued.filter((one) => !one.empty).sort((a, b) => sign * compare(a.value, b.value));
    return [...order, ...valued.filter((one) => one.empty)].map((one) => one.row);
  }

  function makeSortable(table) {
    const headers = [...table.tHead.rows].at(-1).cells;
    const written = [...table.tBodies].flatMap((body) => [...body.rows].map((row) => ({ row, body })));

    function sort(header, direction) {
      for (const other of headers) {
        if (other.dataset.sort) other.setAttribute("aria-sort", other === header ? direction : "none");
      }
      if (direction === "none") {
        for (const { row, body } of written) body.append(row);
      } else {
        table.tBodies[0].append(...sorted(written, header.cellIndex, header, direction));
      }
    }

    for (const header of headers) {
      if (!header.dataset.sort) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(header, NEXT[header.getAttribute("aria-sort")]));
      header.append(button);
      header.setAttribute("aria-sort", "none");
    }
    table.dataset.sortable = "";

    // A link to a group of rows shows that group, so the groups have to be as they were written.
    const showTarget = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target !== table && table.contains(target)) {
        sort(null, "none");
        target.scrollIntoView();
      }
    };
    addEventListener("hashchange", showTarget);
  }

  function enhance() {
    const tables = new Set([...document.querySelectorAll("th[data-sort]")].map((header) => header.closest("table")));
    for (const table of tables) {
      if (table.dataset.sortable === undefined) makeSortable(table);
    }
  }

  // Where the theme changes pages without loading them anew, it says so here.
  if (typeof document$ === "undefined") enhance();
  else document$.subscribe(enhance);
})();
