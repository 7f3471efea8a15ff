"use strict";
/* The articles and their findings. Positions, which count code points, become those of JavaScript strings. */

const $ = (id) => document.getElementById(id);
const REPORT = JSON.parse($("report").textContent);
const PAGE = JSON.parse($("page").textContent);

const articles = REPORT.results.map(readArticle);
const findings = articles.flatMap((article) => article.findings);
findings.forEach((finding, index) => { finding.index = index; });
// One fingerprint may stand in two articles: a decision is on both.
const byMark = grouped(findings, (one) => one.mark);
const byName = grouped(findings, nameOf);
const byWords = grouped(findings, wordsOf);

function readArticle(result, number) {
  const page = PAGE.articles[number];
  const at = offsets(page.text);
  const placed = (one) => ({ ...one, start: at(one.start), end: at(one.end) });
  const article = { ...page, path: result.path, format: result.format, runs: null, chosen: [] };
  article.blocks = page.blocks.map(([start, end, kind]) => placed({ start, end, kind }));
  article.markup = page.markup.map(at);
  const edges = article.blocks.flatMap(({ start, end }) => [start, end]);
  article.edges = [...article.markup, ...edges].sort((a, b) => a - b);
  article.findings = result.findings.map((row) => {
    const applied = row.status === "applied" && row.reason !== "put right by another fix";
    const fixes = row.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(placed) }));
    const finding = { ...row, ...placed(row.span), article, mark: row.fingerprint, applied, fixes };
    finding.words = readable(article, finding.start, finding.end);
    finding.offer = wordingOf(finding, fixes[0]);
    return Object.assign(finding, { edits: [], done: true });
  });
  return article;
}

function offsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => point;
  const table = [];
  let unit = 0;
  for (const sign of text) {
    table.push(unit);
    unit += sign.length;
  }
  table.push(unit);
  return (point) => table[point];
}

function grouped(list, key) {
  const groups = new Map();
  for (const one of list) {
    const name = key(one);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(one);
  }
  return groups;
}

// What the places of one name share, as in the review in the terminal.
function nameOf(finding) {
  return `${finding.rule}\0${finding.concept ? `=${finding.concept.id}` : finding.text}`;
}

function wordsOf(finding) {
  return `${nameOf(finding)}\0${finding.text}`;
}

// The first index of a sorted list whose element passes the test.
function firstIndex(list, test) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function firstAfter(points, at) {
  return firstIndex(points, (point) => point > at);
}

// Whether a tag, a comment or the like stands at a place.
function inMarkup(article, at) {
  return firstAfter(article.markup, at) % 2 === 1;
}

// Whether a place is outside all blocks.
function inGap(article, at) {
  const block = article.blocks[firstIndex(article.blocks, (one) => one.end > at)];
  return !block || at < block.start;
}

// The text of a stretch without mark-up.
function readable(article, start, end) {
  const inside = article.markup.slice(firstAfter(article.markup, start), firstAfter(article.markup, end - 1));
  const cuts = [start, ...inside, end];
  const pieces = cuts.slice(0, -1).map((at, i) => (inMarkup(article, at) ? "" : article.text.slice(at, cuts[i + 1])));
  return pieces.join("");
}

// The words that a fix puts in the place of the finding's own; null where it changes nothing.
function wordingOf({ article, start, end }, fix) {
  if (!fix?.edits.length) return null;
  const inside = fix.edits.every((edit) => edit.start >= start && edit.end <= end);
  if (!inside) return fix.edits.map((edit) => edit.after).filter(Boolean).join(" … ");
  return spliced(fix.edits, start, end, (from, to) => readable(article, from, to));
}

// The stretch start..end after sorted edits; `text` gives what stands between two places.
function spliced(edits, start, end, text) {
  const pieces = [];
  let at = start;
  for (const edit of edits) {
    pieces.push(text(at, edit.start), edit.after);
    at = edit.end;
  }
  return pieces.join("") + text(at, end);
}
