/**
 * How the review page looks, in a file and in the screens: every rule is about a class that begins with `rv-`. Light and dark follow
 * the system, or the scheme that the screens chose.
 */
export const REVIEW_STYLE = `
.rv-page, .rv-body {
  --rv-canvas: #ffffff; --rv-raised: #ffffff; --rv-sunken: #f6f6f8; --rv-line: #e6e6eb; --rv-edge: #cfd0d8;
  --rv-text: #1b1c22; --rv-soft: #555a68; --rv-faint: #666b7a; --rv-bar: #e6e6eb;
  --rv-accent: #3745ab; --rv-accent-tint: #eef0fc; --rv-bad: #b42318; --rv-bad-tint: #fdf0ee;
  --rv-warn: #8a4b08; --rv-warn-tint: #fdf5e6; --rv-good: #18744a; --rv-good-tint: #ebf6f0;
}
:root[data-mantine-color-scheme='dark'] .rv-page {
  --rv-canvas: #16171b; --rv-raised: #1b1c21; --rv-sunken: #1b1c21; --rv-line: #2a2c34; --rv-edge: #444753;
  --rv-text: #e8e9ee; --rv-soft: #acb0bd; --rv-faint: #959aa9; --rv-bar: #33363f;
  --rv-accent: #a9b3ff; --rv-accent-tint: #20243c; --rv-bad: #ff8f85; --rv-bad-tint: #36201f;
  --rv-warn: #f0bf6c; --rv-warn-tint: #2f2717; --rv-good: #6fd6a3; --rv-good-tint: #172a21;
}
@media screen and (prefers-color-scheme: dark) {
  .rv-body, .rv-body .rv-page {
    --rv-canvas: #16171b; --rv-raised: #1b1c21; --rv-sunken: #1b1c21; --rv-line: #2a2c34; --rv-edge: #444753;
    --rv-text: #e8e9ee; --rv-soft: #acb0bd; --rv-faint: #959aa9; --rv-bar: #33363f;
    --rv-accent: #a9b3ff; --rv-accent-tint: #20243c; --rv-bad: #ff8f85; --rv-bad-tint: #36201f;
    --rv-warn: #f0bf6c; --rv-warn-tint: #2f2717; --rv-good: #6fd6a3; --rv-good-tint: #172a21;
  }
}
.rv-body { background: var(--rv-canvas); }
.rv-page {
  box-sizing: border-box; max-width: 78rem; margin: 0 auto; padding: 2rem 1.5rem 4rem;
  background: var(--rv-canvas); color: var(--rv-text); line-height: 1.5;
  font: 0.8125rem/1.5 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.rv-page *, .rv-page *::before { box-sizing: border-box; }
.rv-page h1, .rv-page h2, .rv-page h3, .rv-page p, .rv-page ul, .rv-page ol, .rv-page dl, .rv-page dd, .rv-page pre { margin: 0; padding: 0; }
.rv-page ul { list-style: none; }
.rv-page h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.015em; }
.rv-page h2 { font-size: 1.0625rem; line-height: 1.4; font-weight: 600; letter-spacing: -0.01em; }
.rv-page h3 { font-size: 0.875rem; line-height: 1.4; font-weight: 600; }
.rv-page strong, .rv-page th { font-weight: 600; }
.rv-page code, .rv-page pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.92em; }
.rv-page a { color: var(--rv-accent); text-decoration: underline; text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
.rv-page :focus-visible { outline: 2px solid var(--rv-accent); outline-offset: 2px; border-radius: 0.25rem; }
.rv-page table { border-collapse: collapse; font-size: inherit; }
.rv-page th, .rv-page td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; }
.rv-page thead th { color: var(--rv-soft); font-size: 0.75rem; font-weight: 500; border-bottom: 1px solid var(--rv-line); }
.rv-page tbody tr + tr > * { border-top: 1px solid var(--rv-line); }

.rv-page .rv-head { display: grid; gap: 0.5rem; }
.rv-page .rv-eyebrow { color: var(--rv-soft); font-size: 0.75rem; font-weight: 500; }
.rv-page .rv-soft { color: var(--rv-soft); }
.rv-page .rv-faint, .rv-page .rv-print { color: var(--rv-faint); }
.rv-page .rv-print { font-size: 0.75rem; }
.rv-page .rv-foot { margin-top: 2.25rem; padding-top: 0.75rem; border-top: 1px solid var(--rv-line); }
.rv-page .rv-note { color: var(--rv-soft); }
.rv-page .rv-lede { font-size: 0.9375rem; max-width: 62rem; margin-top: 0.25rem; }
.rv-page .rv-lead { color: var(--rv-soft); }
.rv-page .rv-verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; margin-top: 0.5rem; padding: 0.625rem 0.875rem; border-radius: 0.5rem; background: var(--rv-sunken); }
.rv-page .rv-verdict-blocked { background: var(--rv-bad-tint); }
.rv-page .rv-verdict-awaits { background: var(--rv-warn-tint); }
.rv-page .rv-verdict-ready { background: var(--rv-good-tint); }
.rv-page .rv-state { font-weight: 600; white-space: nowrap; }
.rv-page .rv-state-blocks, .rv-page .rv-state-blocked { color: var(--rv-bad); }
.rv-page .rv-state-awaits, .rv-page .rv-state-warning { color: var(--rv-warn); }
.rv-page .rv-state-accepted, .rv-page .rv-state-approved, .rv-page .rv-state-ready { color: var(--rv-good); }
.rv-page .rv-state-info { color: var(--rv-soft); }
.rv-page .rv-summary { margin-top: 0.5rem; justify-self: start; }
.rv-page .rv-summary th[scope='row'] { font-weight: 500; }
.rv-page .rv-summary td, .rv-page .rv-summary thead th + th { text-align: right; padding-left: 1.25rem; }
.rv-page .rv-counted { font-weight: 600; }

.rv-page .rv-section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; margin-top: 2.25rem; padding-top: 1.25rem; border-top: 1px solid var(--rv-line); }
.rv-page .rv-count { color: var(--rv-soft); font-weight: 400; }
.rv-page .rv-findings { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
.rv-page .rv-finding { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem; padding: 0.75rem 0.875rem; border-radius: 0.5rem; background: var(--rv-sunken); border-left: 3px solid var(--rv-edge); }
.rv-page .rv-finding-blocks { border-left-color: var(--rv-bad); }
.rv-page .rv-finding-awaits, .rv-page .rv-finding-warning { border-left-color: var(--rv-warn); }
.rv-page .rv-finding-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.75rem; }
.rv-page .rv-code { color: var(--rv-soft); }
.rv-page .rv-message { font-size: 0.9375rem; font-weight: 500; max-width: 60rem; }
.rv-page .rv-finding p, .rv-page .rv-finding ul { max-width: 60rem; }
.rv-page .rv-source { color: var(--rv-soft); font-size: 0.75rem; margin-left: auto; }
.rv-page .rv-source > span { display: inline-block; }
.rv-page td .rv-source, .rv-page li > .rv-source { margin-left: 0; }
.rv-page .rv-witness { border-left: 2px solid var(--rv-edge); padding-left: 0.75rem; margin: 0.125rem 0; }
.rv-page .rv-samples { padding-left: 1rem; list-style: disc; }

.rv-page .rv-card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; padding: 0.875rem 0 0.25rem; }
.rv-page .rv-card + .rv-card { border-top: 1px solid var(--rv-line); }
.rv-page .rv-card-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.75rem; }
.rv-page .rv-fold > summary { cursor: pointer; color: var(--rv-soft); padding: 0.25rem 0; width: fit-content; border-radius: 0.25rem; }
.rv-page .rv-fold > summary:hover { color: var(--rv-text); }
.rv-page .rv-fold[open] > summary { color: var(--rv-text); margin-bottom: 0.375rem; }
.rv-page .rv-list { display: grid; gap: 0.25rem; }
.rv-page .rv-scroll { overflow-x: auto; max-width: 100%; }

.rv-page .rv-tag { display: inline-block; white-space: nowrap; font-size: 0.6875rem; line-height: 1.125rem; font-weight: 600; padding: 0 0.375rem; border-radius: 0.25rem; color: var(--rv-soft); background: var(--rv-sunken); }
.rv-page .rv-tag-added { color: var(--rv-good); background: var(--rv-good-tint); }
.rv-page .rv-tag-removed, .rv-page .rv-verdict-wider, .rv-page .rv-verdict-incomparable, .rv-page .rv-verdict-undecided { color: var(--rv-bad); background: var(--rv-bad-tint); }
.rv-page .rv-tag-altered, .rv-page .rv-verdict-narrower { color: var(--rv-warn); background: var(--rv-warn-tint); }
.rv-page .rv-tag-moved { color: var(--rv-accent); background: var(--rv-accent-tint); }

.rv-page .rv-matrix td, .rv-page .rv-matrix th { padding: 0.375rem 1rem 0.375rem 0; min-width: 5rem; }
.rv-page .rv-matrix th[scope='row'] { font-weight: 500; white-space: nowrap; }
.rv-page .rv-differs { font-weight: 500; }
.rv-page .rv-differences { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; margin: 0.25rem 0; }
.rv-page .rv-differences > li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem; }
.rv-page .rv-change { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: 0.125rem 0.5rem; }
.rv-page .rv-change dt { color: var(--rv-soft); }
.rv-page .rv-changes { width: 100%; table-layout: fixed; min-width: 40rem; }
.rv-page .rv-changes th[scope='row'] { font-weight: 500; }
.rv-page .rv-changes thead th:first-child { width: 28%; }
.rv-page .rv-changes thead th:last-child { width: 17%; }
.rv-page .rv-subject { display: block; color: var(--rv-soft); font-weight: 400; }
.rv-page .rv-original { display: block; color: var(--rv-soft); margin-top: 0.125rem; }
.rv-page .rv-stages { display: grid; gap: 0.375rem; padding-left: 1.5rem; }
.rv-page .rv-phase { font-weight: 600; }
.rv-page .rv-sql { padding: 0.75rem; border-radius: 0.5rem; background: var(--rv-sunken); overflow-x: auto; line-height: 1.5; max-height: 30rem; }

.rv-page .rv-pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: 1rem; }
.rv-page .rv-pair.rv-alone { grid-template-columns: minmax(0, 38rem); }
.rv-page .rv-side { display: grid; grid-row: span 200; grid-template-rows: subgrid; grid-template-columns: minmax(0, 1fr); align-content: start; padding: 0.5rem 0.75rem 0.75rem; border: 1px solid var(--rv-line); border-radius: 0.5rem; background: var(--rv-raised); }
.rv-page .rv-side > * { padding: 0.25rem 0.5rem; border-left: 3px solid transparent; border-radius: 0.1875rem; }
.rv-page .rv-side-name { color: var(--rv-soft); font-size: 0.6875rem; font-weight: 500; }
.rv-page .rv-side > .rv-is-added { border-left-color: var(--rv-good); background: var(--rv-good-tint); }
.rv-page .rv-side > .rv-is-removed { border-left-color: var(--rv-bad); background: var(--rv-bad-tint); }
.rv-page .rv-side > .rv-is-altered { border-left-color: var(--rv-warn); background: var(--rv-warn-tint); }
.rv-page .rv-side > .rv-is-moved { border-left: 3px dashed var(--rv-accent); background: var(--rv-accent-tint); }
.rv-page .rv-side .rv-row .rv-tag, .rv-page .rv-side .rv-heading .rv-tag, .rv-page .rv-mock-title .rv-tag { background: none; padding: 0; }
.rv-page .rv-is-removed .rv-label { text-decoration: line-through; }
.rv-page .rv-row { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.1875rem; align-content: start; }
.rv-page .rv-row-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; }
.rv-page .rv-row-head .rv-tag { margin-left: auto; }
.rv-page .rv-inline { grid-template-columns: minmax(0, 11rem) minmax(0, 1fr) auto; column-gap: 0.75rem; align-items: baseline; }
.rv-page .rv-inline > .rv-notes { grid-column: 1 / -1; }
.rv-page .rv-label { font-size: 0.75rem; font-weight: 500; }
.rv-page .rv-required { color: var(--rv-soft); font-size: 0.6875rem; }
.rv-page .rv-input { border: 1px solid var(--rv-edge); border-radius: 0.375rem; padding: 0.1875rem 0.5rem; color: var(--rv-faint); background: var(--rv-canvas); font-size: 0.75rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.rv-page .rv-tall { min-height: 2.75rem; }
.rv-page .rv-value, .rv-page .rv-check { color: var(--rv-faint); font-size: 0.75rem; display: flex; align-items: center; gap: 0.375rem; min-height: 1.25rem; }
.rv-page .rv-is-added .rv-value, .rv-page .rv-is-altered .rv-value, .rv-page .rv-is-removed .rv-value, .rv-page .rv-is-moved .rv-value,
.rv-page .rv-is-added .rv-check, .rv-page .rv-is-altered .rv-check, .rv-page .rv-is-removed .rv-check, .rv-page .rv-is-moved .rv-check { color: var(--rv-soft); }
.rv-page .rv-box { width: 0.875rem; height: 0.875rem; border: 1px solid var(--rv-edge); border-radius: 0.1875rem; background: var(--rv-canvas); }
.rv-page .rv-help, .rv-page .rv-says { color: var(--rv-soft); font-size: 0.75rem; }
.rv-page .rv-notes { font-size: 0.75rem; display: grid; gap: 0.0625rem; }
.rv-page .rv-heading { font-size: 0.75rem; font-weight: 600; margin-top: 0.5rem; border-bottom: 1px solid var(--rv-line); }
.rv-page .rv-mock-title { font-size: 0.9375rem; }
.rv-page .rv-buttons { display: flex; flex-wrap: wrap; gap: 0.25rem 0.375rem; }
.rv-page .rv-button { border: 1px solid var(--rv-edge); border-radius: 0.375rem; padding: 0.0625rem 0.5rem; font-size: 0.75rem; color: var(--rv-soft); }
.rv-page .rv-button .rv-tag { background: none; padding: 0; }
.rv-page .rv-button .rv-label { font-weight: 400; }
.rv-page .rv-button.rv-is-added { border-color: var(--rv-good); }
.rv-page .rv-button.rv-is-removed { border-color: var(--rv-bad); }
.rv-page .rv-button.rv-is-altered { border-color: var(--rv-warn); }
.rv-page .rv-button.rv-is-moved { border: 1px dashed var(--rv-accent); }
.rv-page .rv-lines { display: flex; flex-wrap: wrap; gap: 0 0.75rem; border-bottom: 1px solid var(--rv-line); color: var(--rv-soft); font-size: 0.6875rem; padding-bottom: 0.125rem; }
.rv-page .rv-folded { color: var(--rv-faint); font-size: 0.75rem; }
.rv-page .rv-side .rv-table { width: 100%; }
.rv-page .rv-side .rv-table th, .rv-page .rv-side .rv-table td { padding: 0.25rem 0.375rem; min-width: 3.25rem; font-size: 0.75rem; border: 0; overflow-wrap: normal; }
.rv-page .rv-side .rv-table thead th { border-bottom: 1px solid var(--rv-line); vertical-align: bottom; }
.rv-page .rv-table .rv-column .rv-tag { background: none; padding: 0; display: block; }
.rv-page .rv-table th.rv-is-added { background: var(--rv-good-tint); box-shadow: inset 0 2px var(--rv-good); color: var(--rv-text); }
.rv-page .rv-table th.rv-is-removed { background: var(--rv-bad-tint); box-shadow: inset 0 2px var(--rv-bad); color: var(--rv-text); }
.rv-page .rv-table th.rv-is-altered { background: var(--rv-warn-tint); box-shadow: inset 0 2px var(--rv-warn); color: var(--rv-text); }
.rv-page .rv-table th.rv-is-moved { background: var(--rv-accent-tint); box-shadow: inset 0 2px var(--rv-accent); color: var(--rv-text); }
.rv-page .rv-bar { display: inline-block; height: 0.4375rem; border-radius: 0.25rem; background: var(--rv-bar); vertical-align: middle; }
.rv-page .rv-bar-1 { width: 2.25rem; } .rv-page .rv-bar-2 { width: 3rem; } .rv-page .rv-bar-3 { width: 3.75rem; } .rv-page .rv-bar-4 { width: 2.75rem; }

@media (max-width: 48rem) {
  .rv-page { padding: 1.25rem 1rem 3rem; }
  .rv-page .rv-pair, .rv-page .rv-pair.rv-alone { grid-template-columns: minmax(0, 1fr); row-gap: 0; }
  .rv-page .rv-side { display: block; grid-row: auto; margin-top: 0.5rem; }
  .rv-page .rv-gap, .rv-page .rv-table tbody { display: none; }
  .rv-page .rv-table thead tr { display: flex; flex-wrap: wrap; align-items: end; }
  .rv-page .rv-source { margin-left: 0; }
  .rv-page .rv-changes { min-width: 0; }
  .rv-page .rv-changes thead { display: none; }
  .rv-page .rv-changes tr { display: block; padding: 0.375rem 0; }
  .rv-page .rv-changes th, .rv-page .rv-changes td { display: block; padding: 0.0625rem 0; border: 0; }
  .rv-page .rv-changes td.rv-faint { display: none; }
  .rv-page .rv-changes .rv-before::before { content: 'Before: '; color: var(--rv-soft); }
  .rv-page .rv-changes .rv-after::before { content: 'After: '; color: var(--rv-soft); }
  .rv-page .rv-summary { width: 100%; }
  .rv-page .rv-summary td, .rv-page .rv-summary thead th + th { padding-left: 0.25rem; padding-right: 0; }
}
@media print {
  .rv-page { max-width: none; padding: 0; font-size: 9pt; }
  .rv-page .rv-finding, .rv-page .rv-row, .rv-page tr { break-inside: avoid; }
  .rv-page h2, .rv-page h3, .rv-page .rv-card-head { break-after: avoid; }
  .rv-page .rv-sql { max-height: none; white-space: pre-wrap; }
  .rv-page .rv-tag, .rv-page .rv-bar, .rv-page .rv-verdict, .rv-page .rv-side > * { print-color-adjust: exact; }
}
`;
