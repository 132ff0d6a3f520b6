/** The docs page's look: the product's calm, dark and light by the reader's own setting. */
export const docsStyle = `
:root { color-scheme: light dark; --paper: #fbfbfa; --panel: #fff; --line: #e2e2dd; --ink: #1b1c1e; --quiet: #5c5f66;
  --accent: #0b63ce; --get: #0a6b3d; --post: #0b57b5; --patch: #8a5300; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #101114; --panel: #17191d; --line: #2b2e35; --ink: #ececee;
  --quiet: #a4a8b1; --accent: #7cb4ff; --get: #63d79b; --post: #85b7ff; --patch: #f0b763; --delete: #ff8f87; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); background: var(--paper);
  color: var(--ink); font: 15px/1.6 Inter, ui-sans-serif, system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; border-right: 1px solid var(--line); }
nav .home { font-weight: 650; font-size: 1.05rem; color: var(--ink); }
nav h2 { margin: 1.5rem 0 .25rem; font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; color: var(--quiet); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: block; padding: .2rem 0; }
main { max-width: 60rem; padding: 2.5rem clamp(1rem, 4vw, 3.5rem) 6rem; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; } h2 { margin: 3rem 0 .5rem; } h4 { margin: 1rem 0 .25rem; }
section > p, header > p { color: var(--quiet); }
code, pre, .path { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .86em; }
pre { padding: 1rem; overflow: auto; white-space: pre-wrap; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
details { margin: .5rem 0; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .6rem 1rem; cursor: pointer; }
summary .what { color: var(--quiet); margin-left: auto; }
details > div { padding: 0 1rem 1rem; border-top: 1px solid var(--line); }
.method { font-weight: 650; font-size: .75rem; min-width: 3.6rem; text-transform: uppercase; }
.get { color: var(--get); } .post { color: var(--post); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .93em; }
th, td { padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); }
tr:target, details:target { outline: 2px solid var(--accent); }
@media (max-width: 48rem) { body { display: block; } nav { position: static; height: auto; border-right: 0;
  border-bottom: 1px solid var(--line); } nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; } summary .what { margin-left: 0; } }
`;
