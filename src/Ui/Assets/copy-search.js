// The search of the static copy: one small index, looked through in the browser. Without scripting the page leads to the site map.
(async () => {
  const box = document.querySelector('[data-copy-search]'), list = document.querySelector('[data-copy-found]');
  if (!box || !list) return;
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const language = box.dataset.copySearch;
  const word = new URLSearchParams(location.search).get('q') ?? '';
  box.value = word;
  if (!fold(word)) return;
  const all = await (await fetch('/search/index.json')).json();
  const wanted = word.normalize('NFKC').split(/\s+/).map(fold).filter(Boolean);
  const found = [language, 'ja'].filter((l, i, a) => a.indexOf(l) === i).flatMap((l) => all[l] ?? [])
    .map(([title, summary, url]) => ({ title, summary, url, text: fold(title + summary), head: fold(title) }))
    .filter((page) => wanted.every((w) => page.text.includes(w)))
    .sort((a, b) => wanted.filter((w) => b.head.includes(w)).length - wanted.filter((w) => a.head.includes(w)).length)
    .slice(0, 30);
  document.querySelector('[data-copy-none]').hidden = found.length > 0;
  for (const page of found) {
    const line = list.appendChild(document.createElement('li'));
    const link = line.appendChild(document.createElement('a'));
    link.href = page.url;
    link.textContent = page.title;
    line.appendChild(document.createElement('p')).textContent = page.summary;
  }
})();
