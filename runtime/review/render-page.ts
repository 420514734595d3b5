import type { Plan } from '../diff/plan.ts';
import type { ReviewElement, ReviewNode } from './review-node.ts';
import type { ReviewModels } from './review-models.ts';
import { reviewPage, reviewTitle, type ReviewOptions } from './review-page.ts';
import { REVIEW_STYLE } from './review-style.ts';

/** The file brings everything with it, so nothing may be loaded, run or sent. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The review page as one HTML file that works from anywhere: no script, nothing loaded. The same bytes for the same plan and
 * models.
 */
export function renderReviewPage(plan: Plan, models: ReviewModels, options: ReviewOptions): string {
  const page = renderNode(reviewPage(plan, models, options));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeText(reviewTitle(plan, models))}</title>
<style>
body { margin: 0; }
${REVIEW_STYLE}</style>
</head>
<body class="rv-body">
<main>${page}</main>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (found) => ESCAPES[found] ?? found);
}

function renderNode(node: ReviewNode): string {
  if (typeof node === 'string') return escapeText(node);
  const inside = node.children.map(renderNode).join('');
  return `<${node.tag}${renderAttributes(node)}>${inside}</${node.tag}>`;
}

function renderAttributes({ attributes }: ReviewElement): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeText(value)}"`))
    .join('');
}
