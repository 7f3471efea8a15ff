/* Decisions, and what stands after them: by the rules of `mtfix apply`, so that both give the same bytes. */

const decisions = new Map();
const history = [];

// The edits that stand: accepted ones and those of the run that nobody rejected. Decided ones win, then earlier ones.
function settle(article) {
  const wanted = [];
  for (const finding of article.findings) {
    const decision = decisions.get(finding.mark);
    finding.edits = editsAfter(finding, decision);
    for (const edit of finding.edits) wanted.push({ ...edit, decided: Number(decision !== undefined) });
  }
  wanted.sort((a, b) => b.decided - a.decided || byPlace(a, b));
  article.chosen = [];
  for (const edit of wanted) {
    const place = firstIndex(article.chosen, (other) => byPlace(other, edit) >= 0);
    if (!clashes(article.chosen, place, edit)) article.chosen.splice(place, 0, edit);
  }
  const standing = new Set(article.chosen.map(keyOf));
  for (const finding of article.findings) finding.done = finding.edits.every((edit) => standing.has(keyOf(edit)));
}

function editsAfter(finding, decision) {
  const { start, end } = finding;
  const accepted = decision?.verdict === "accept";
  if (accepted && decision.replacement !== undefined) return [{ start, end, after: decision.replacement, own: true }];
  const wanted = decision ? accepted : finding.applied;
  return wanted ? finding.fixes[0]?.edits ?? [] : [];
}

function byPlace(a, b) {
  return a.start - b.start || a.end - b.end || (a.after < b.after ? -1 : Number(a.after > b.after));
}

function keyOf(edit) {
  return `${edit.start}:${edit.end}:${edit.after}`;
}

// Whether an edit overlaps one of those chosen, which are sorted and stand apart; `place` is where it belongs.
function clashes(chosen, place, edit) {
  const same = (other) => other.start === edit.start && other.end === edit.end;
  const clash = (other) => same(other) || (other.start < edit.end && edit.start < other.end);
  for (let i = place - 1; i >= 0 && chosen[i].end >= edit.start; i--) if (clash(chosen[i])) return true;
  for (let i = place; i < chosen.length && chosen[i].start <= edit.end; i++) if (clash(chosen[i])) return true;
  return false;
}

function stateOf(finding) {
  const decision = decisions.get(finding.mark);
  if (decision?.verdict === "reject") return "rejected";
  if (decision?.verdict === "ignore") return "left";
  if (!finding.done) return "blocked";
  if (decision) return decision.replacement === undefined ? "accepted" : "wording";
  return { applied: "changed", offered: "suggested", skipped: "skipped", ignored: "ignored" }[finding.status] ?? "look";
}

// Decide on all of `some` at once; no verdict takes decisions back.
function take(some, verdict, replacement) {
  const at = `${new Date().toISOString().slice(0, 19)}+00:00`;
  const decision = verdict ? { verdict, replacement, by: taste.by || undefined, at } : undefined;
  change(new Map(some.map((finding) => [finding.mark, decision])));
}

// Every change of decisions passes here, so that each can be undone.
function change(wanted) {
  history.push({ at: current, before: new Map([...wanted.keys()].map((mark) => [mark, decisions.get(mark)])) });
  put(wanted);
}

function undo() {
  const last = history.pop();
  if (!last) return say("Nothing to undo.");
  put(last.before);
  choose(last.at);
  say(`Undone. ${progress()}.`);
}

function put(wanted) {
  for (const [mark, decision] of wanted) {
    if (decision) decisions.set(mark, decision);
    else decisions.delete(mark);
  }
  settle(shown);
  keepSoon();
  refresh();
}

function progress() {
  return `${findings.filter((one) => decisions.has(one.mark)).length} of ${findings.length} decided`;
}
