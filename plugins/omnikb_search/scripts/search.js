/* On every page: loads the box and puts its button in place, or one that says that there is no box. Modules bear the name .js, and this
   one is none: many servers know no other name for a script, and browsers run no module that is not called a script. */

import('./box.js').then(({ opener }) => opener, (error) => {
	console.error(error);
	// All other words, and what makes nodes, are in what did not come
	const button = document.createElement('button');
	button.className = 'omnikb-search-open';
	button.textContent = /^zh/i.test(document.documentElement.lang) ? '搜索没有加载出来，重试' : 'The search has not come. Try again';
	button.onclick = () => location.reload();
	return button;
}).then((button) => {
	// In Material's header after the title; elsewhere at the top of the page
	const title = document.querySelector('.md-header__title');
	if (title) title.after(button);
	else document.body.prepend(button);
});
