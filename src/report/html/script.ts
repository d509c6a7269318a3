/**
 * With script: a search over the changes, buttons that fold and unfold, and everything unfolded on paper. Without it all is there and
 * readable. It reads nothing but the page itself.
 */
export const SCRIPT = `
(() => {
  const folds = (root) => [...root.querySelectorAll('details')];
  const box = document.getElementById('search');
  if (box) {
    box.closest('.search').hidden = false;
    const section = document.getElementById('changes');
    const items = [...document.querySelectorAll('[data-search]')].map((item) => ({ item, text: item.textContent.toLowerCase() }));
    const said = document.getElementById('search-result');
    const search = () => {
      const words = box.value.trim().toLowerCase().split(/\\s+/);
      let shown = 0;
      for (const { item, text } of items) { const hit = words.every((word) => text.includes(word)); item.hidden = !hit; if (hit) shown += 1; }
      said.textContent = box.value.trim() === '' ? '' : shown + ' of ' + items.length + ' changes';
    };
    box.addEventListener('input', search);
    search();
    const set = (open) => () => { for (const fold of folds(section)) fold.open = open; };
    document.getElementById('unfold').addEventListener('click', set(true));
    document.getElementById('fold').addEventListener('click', set(false));
  }
  let closed = [];
  addEventListener('beforeprint', () => { closed = folds(document).filter((fold) => !fold.open); for (const fold of closed) fold.open = true; });
  addEventListener('afterprint', () => { for (const fold of closed) fold.open = false; });
})();
`.trim();
