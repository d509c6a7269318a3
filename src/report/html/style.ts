/** The look of the page: light and dark by the reader's choice, plain on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2128; --paper: #fff; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --good: #1a7f37; --bad: #c21f2c; --warn: #8a5a00; --info: #0a5fb8; --old: #9aa4b0; --new: #2f81f7; --ready: #2da44e; --wait: #d4a72c; --stop: #b35959; --added: #dafbe1; --removed: #ffe4e1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9aa7b4; --line: #363e48; --card: #161b22;
  --good: #4ac26b; --bad: #ff8182; --warn: #e3b341; --info: #79b8ff; --old: #6e7681; --new: #58a6ff; --ready: #3fb950; --wait: #d29922; --stop: #c96a6a; --added: #12351f; --removed: #45181a; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .4rem 0; } .soft, small { color: var(--soft); } code, .mono { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .5rem 0; padding: 0; } a { color: var(--info); }
.badge { display: inline-block; border-radius: 1em; padding: .05em .75em; font-weight: 600; border: 2px solid currentColor; }
.error { color: var(--bad); } .warning { color: var(--warn); } .info { color: var(--info); } .fine { color: var(--good); }
.findings { list-style: none; padding: 0; } .findings li { border-left: 4px solid currentColor; background: var(--card); padding: .4rem .75rem; margin: .4rem 0; } .findings li > * { color: var(--ink); } .findings li > .kind { color: inherit; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; background: var(--paper); } summary { cursor: pointer; padding: .45rem .75rem; background: var(--card); border-radius: 6px; overflow-wrap: anywhere; } details > :not(summary) { margin-left: .75rem; margin-right: .75rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; margin: .5rem 0; font-size: .93em; } th, td { text-align: left; font-weight: normal; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } thead th { color: var(--soft); font-size: .9em; } .numbers td { text-align: right; font-variant-numeric: tabular-nums; } .numbers td:last-child { text-align: left; }
del { background: var(--removed); text-decoration: none; } ins { background: var(--added); text-decoration: none; } del::before { content: "\\2212\\00a0"; } ins::before { content: "+\\00a0"; } .arrow::before { content: "\\2192\\00a0"; } pre { margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere; } pre del, pre ins { display: block; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { max-width: 100%; height: auto; display: block; } svg text { fill: var(--soft); font: 11px system-ui, sans-serif; } .pending { fill: var(--wait); } .starting { fill: none; stroke: var(--new); } .ready { fill: var(--ready); } .unready { fill: var(--stop); } .terminating { fill: var(--old); } .finished { fill: var(--line); } .ready.old { fill: var(--old); opacity: .85; } .axis { stroke: var(--line); } .count { fill: none; stroke: var(--ready); stroke-width: 2; } .wanted { stroke: var(--ink); stroke-dasharray: 4 4; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .25rem 0; font-size: .85em; color: var(--soft); } .legend svg { display: inline-block; vertical-align: -2px; }
.nodes { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .75rem; padding: 0; list-style: none; } .nodes > li { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .75rem; background: var(--card); } .nodes h3 { margin: 0 0 .25rem; } .nodes .scroll { overflow: visible; }
label { font-weight: 600; } input[type=search] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; padding: .3rem .6rem; width: min(24rem, 100%); margin-left: .5rem; }
:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
@media print { :root { color-scheme: light; } details { break-inside: avoid; } .search, nav { display: none; } }
`.trim();

/** With script: a search over the changes, and everything unfolded on paper. Without it all is there and readable. */
export const SCRIPT = `
(() => {
  const box = document.getElementById('search');
  if (box) {
    box.closest('.search').hidden = false;
    const items = [...document.querySelectorAll('[data-search]')];
    const said = document.getElementById('search-result');
    box.addEventListener('input', () => {
      const wanted = box.value.trim().toLowerCase();
      let shown = 0;
      for (const item of items) { const hit = item.textContent.toLowerCase().includes(wanted); item.hidden = !hit; if (hit) shown += 1; }
      said.textContent = wanted === '' ? '' : shown + ' of ' + items.length + ' changes';
    });
  }
  addEventListener('beforeprint', () => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
})();
`.trim();
