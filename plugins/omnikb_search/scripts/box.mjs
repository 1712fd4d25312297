/* The search box on every page: a button in the header, its keys, and, once opened, a dialog with results as one types.

   What it needs beside itself, all below assets/omnikb/search/ (flat), published by the plugin:
   - every *.mjs of plugins/omnikb_search/scripts/ and omnikb/textindex/; only box.mjs and search.css are loaded by pages
     (Load.EVERYWHERE), everything else is imported when it is first needed (Load.NEVER);
   - interface.zh.json and interface.en.json: {"page": address of the search page, "ask": address of the page that says how
     to ask for what is missing or "", "index": folder of the index files, "words": {key: text}}. Addresses are relative to
     the root of the site ("search/", "search.html", "assets/omnikb/search/index/"); the words are those of
     plugins/omnikb_search/words.py in that language. The file is chosen by <html lang>: zh… or else en;
   - the page at "page", whose only section is templates/search.html: <div id="omnikb-search"> with a <noscript>. It hides the
     theme's sidebars (engine={"hide": ["navigation", "toc"]}). box.mjs imports page.mjs where it finds that element. */

const ROOT = new URL('../../../', import.meta.url);
