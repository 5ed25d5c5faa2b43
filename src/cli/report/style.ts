import { Markup } from './html';

/** Light and dark by what the reader's system says; on paper always light, with every section open. */
export const STYLE = new Markup(`<style>
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --soft: #f6f8fa;
  --error: #b3261e; --warning: #8a5a00; --advice: #0b5fad; --good: #1a6e34; --a: #3b6fb6; --b: #6c9f3d; --c: #c07f2a; --d: #8a63b8; --e: #2f9c95; --f: #b5525c; --g: #7a7f87; --h: #a3a13a; }
@media (prefers-color-scheme: dark) { :root { --bg: #14171b; --fg: #e6e9ee; --dim: #9aa4b0; --line: #353c45; --soft: #1c2127;
  --error: #ff8a80; --warning: #f0b849; --advice: #7ab8ff; --good: #76c893; --a: #6fa0e0; --b: #9cc76a; --c: #e0a658; --d: #b892e0; --e: #66c7c0; --f: #dd8791; --g: #9aa0a8; --h: #d0ce6b; } }
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: anywhere; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); } h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .25rem 0; } .dim { color: var(--dim); } code { font: .92em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--dim); } td.n { text-align: right; font-variant-numeric: tabular-nums; }
.error { color: var(--error); } .warning { color: var(--warning); } .advice { color: var(--advice); } .good { color: var(--good); } .suppressed { color: var(--dim); }
.score { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem 1.5rem; }
.bar { height: .5rem; background: var(--soft); border: 1px solid var(--line); border-radius: .25rem; overflow: hidden; } .bar i { display: block; height: 100%; background: var(--good); }
.bar.low i { background: var(--warning); } .bar.bad i { background: var(--error); }
svg { max-width: 100%; height: auto; } svg text { fill: var(--fg); font: 13px system-ui, sans-serif; } svg .dim { fill: var(--dim); } svg .box { fill: var(--soft); stroke: var(--line); }
svg .line { stroke: var(--dim); fill: none; marker-end: url(#arrow); } svg .arrow { fill: var(--dim); }
th.n { text-align: right; } .legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: .15rem; margin-right: .35rem; vertical-align: -.05rem; }
details > summary { cursor: pointer; } .scroll { overflow-x: auto; }
ul.check { list-style: none; padding: 0; } ul.check li { padding: .15rem 0 .15rem 1.6rem; position: relative; } ul.check li::before { content: "\\2610"; position: absolute; left: 0; }
@media print { :root { --bg: #fff; --fg: #000; --dim: #444; --line: #bbb; --soft: #f3f3f3; --error: #8c1d18; --warning: #6b4600; --advice: #0a4a87; --good: #14542a; }
  main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, li, figure { break-inside: avoid; } section.job { break-before: page; } details > *:not(summary) { display: block; } }
</style>`);
