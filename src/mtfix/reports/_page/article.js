/* The article: blocks, made of runs of text that are painted anew when what stands in them changes. */

// Code points in a run.
const RUN = 1500;
// Runs in a block at most.
const RUNS = 6;
// What cannot be seen or would turn letters around is shown as a sign; joiners and soft hyphens belong to words.
const HIDDEN = /(?![\n\t\r\u00ad\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffc]/gu;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Words of the article as nodes: text, and a sign for what cannot be seen.
function signs(text) {
  const plain = text.replace(/\r\n?/g, "\n");
  const out = [];
  let last = 0;
  for (const { 0: sign, index } of plain.matchAll(HIDDEN)) {
    const name = `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    out.push(plain.slice(last, index), make("span", { className: "sign" }, sign === "\ufffc" ? "◻" : name));
    last = index + sign.length;
  }
  return [...out, plain.slice(last)].filter((one) => one !== "");
}

function layOut(article) {
  article.element = make("div", { className: `text ${article.format}`, lang: article.language });
  article.runs = cutPoints(article).map((cut) => ({ ...cut, findings: [], edits: [], sign: null }));
  let block = null;
  article.runs.forEach((run, index) => {
    run.end = article.runs[index + 1]?.start ?? article.text.length;
    if (run.kind) block = article.element.appendChild(make("div", { className: `block ${run.kind}`, dir: "auto" }));
    run.element = block.appendChild(make("span"));
  });
  for (const finding of article.findings) runAt(article, finding.start).findings.push(finding);
}

// Where runs begin: at blocks, which have a kind, and then every so often; never inside a finding or an edit.
// Very long blocks become several, as a browser lays out a block as a whole.
function cutPoints({ text, blocks, findings: own }) {
  const wanted = [{ start: 0, kind: blocks[0]?.start === 0 ? blocks[0].kind : "gap" }];
  for (const { start, end, kind } of blocks) {
    wanted.push({ start, kind });
    for (let at = start, count = 1; end - at > 2 * RUN; count++) {
      at = text.indexOf(" ", at + RUN) + 1 || end;
      if (at < end) wanted.push({ start: at, kind: count % RUNS ? undefined : `${kind} more` });
    }
  }
  const solid = own.flatMap((one) => [one, ...one.fixes.flatMap((fix) => fix.edits)]).sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = 0;
  return wanted.sort((a, b) => a.start - b.start).filter((cut, index) => {
    while (next < solid.length && solid[next].start < cut.start) reach = Math.max(reach, solid[next++].end);
    return index === 0 || (reach <= cut.start && cut.start > wanted[index - 1].start);
  });
}

function runAt(article, place) {
  return article.runs[Math.max(firstIndex(article.runs, (run) => run.start > place) - 1, 0)];
}

function repaint(article) {
  for (const run of article.runs) run.edits = [];
  for (const edit of article.chosen) runAt(article, edit.start).edits.push(edit);
  for (const run of article.runs) paint(article, run);
}

function paint(article, run) {
  const states = run.findings.map((one) => stateOf(one) + (one === current ? "*" : ""));
  const sign = [...run.edits.map(keyOf), ...states].join();
  if (sign !== run.sign) run.element.replaceChildren(...painted(article, run));
  run.sign = sign;
}

function painted(article, run) {
  const proposed = proposals(run);
  const edges = article.edges.slice(firstAfter(article.edges, run.start), firstAfter(article.edges, run.end - 1));
  const spans = [...run.edits, ...proposed, ...run.findings].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([run.start, ...edges, ...spans, run.end])].sort((a, b) => a - b);
  const out = [];
  let open = [];
  let next = 0;
  cuts.forEach((at, index) => {
    for (const edit of run.edits) if (edit.end === at) out.push(inserted(edit));
    for (const edit of proposed) if (edit.end === at) out.push(inserted(edit, "proposed"));
    open = open.filter((one) => one.end > at);
    for (; next < run.findings.length && run.findings[next].start <= at; next++) {
      const finding = run.findings[next];
      if (finding.end > at) open.push(finding);
      else out.push(marked("mark", finding, [], "caret", finding === current && "current"));
    }
    if (index + 1 < cuts.length) out.push(piece(article, run, [at, cuts[index + 1]], open, proposed));
  });
  return out;
}

// What the current finding would do, shown before it is decided.
function proposals(run) {
  if (!run.findings.includes(current) || current.edits.length || decisions.has(current.mark)) return [];
  return (current.fixes[0]?.edits ?? []).filter((edit) => edit.start >= run.start && edit.end <= run.end);
}

function inserted(edit, kind = "") {
  return edit.after ? make("ins", { className: kind }, ...signs(edit.after)) : "";
}

function piece(article, run, [start, end], open, proposed) {
  const words = signs(article.text.slice(start, end));
  const covers = (edit) => edit.start <= start && end <= edit.end;
  const struck = run.edits.some(covers);
  const owner = open.reduce((best, one) => (best && best.end - best.start <= one.end - one.start ? best : one), null);
  const hidden = struck ? [] : [inMarkup(article, start) && "markup", !owner && inGap(article, start) && "parting"];
  if (!owner && !struck) return make("span", { className: hidden.filter(Boolean).join(" ") }, ...words);
  const classes = [...hidden, open.includes(current) && "current", proposed.some(covers) && "struck"];
  return marked(struck ? "del" : "mark", owner, words, ...classes);
}

function marked(tag, finding, words, ...classes) {
  const element = make(tag, { className: classes.filter(Boolean).join(" ") }, ...words);
  if (finding) {
    const { index, severity } = finding;
    Object.assign(element.dataset, { finding: index, severity, state: stateOf(finding) });
  }
  return element;
}
