/* What is wrong, above the page, until it is mended or closed. Every text comes in as text, never as markup. */
(() => {
  "use strict";
  const data = document.getElementById("omnikb-overlay-data");
  const closed = "omnikb-overlay-closed";
  if (sessionStorage.getItem(closed) === data.dataset.digest) return;
  const said = JSON.parse(data.textContent);

  function element(name, className, text, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    made.append(...children.filter(Boolean));
    return made;
  }

  function entry(trouble) {
    return element("li", "", "",
      trouble.place && element("code", "omnikb-overlay__place", trouble.place),
      trouble.code && element("code", "omnikb-overlay__code", trouble.code),
      element("p", "omnikb-overlay__message", trouble.message),
      trouble.hint && element("p", "omnikb-overlay__hint", trouble.hint));
  }

  const title = element("h2", "", said.title);
  const close = element("button", "", said.close);
  const list = element("ul", "", "", ...said.troubles.map(entry));
  const box = element("section", "omnikb-overlay", "",
    element("header", "", "", title, close), list, said.more && element("p", "", said.more));
  title.id = "omnikb-overlay-title";
  list.id = "omnikb-overlay-list";
  list.tabIndex = 0; // what scrolls must be within reach of the keyboard
  list.setAttribute("role", "list");
  list.setAttribute("aria-labelledby", title.id);
  close.type = "button";
  box.lang = said.lang;
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", title.id);
  box.setAttribute("aria-describedby", list.id);

  function leave() {
    sessionStorage.setItem(closed, data.dataset.digest);
    document.removeEventListener("keydown", onKey);
    box.remove();
  }

  function onKey(event) {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  }

  close.addEventListener("click", leave);
  document.addEventListener("keydown", onKey);
  document.body.append(box);
})();
