/* Decisions, and what stands after them: by the rules of `mtfix apply`, so that both give the same bytes. */

const decisions = new Map();
const history = [];

// The edits that stand: accepted ones and those of the run that nobody rejected. Decided ones win, then earlier ones;
// of one finding all edits stand, or none.
function settle(article) {
  for (const finding of article.findings) {
    const decision = decisions.get(finding.mark);
    finding.edits = editsAfter(finding, decision);
    finding.decided = Number(decision !== undefined);
  }
  const wanted = article.findings.filter((one) => one.edits.length);
  wanted.sort((a, b) => b.decided - a.decided || byPlaces(a.edits, b.edits));
  article.chosen = [];
  for (const finding of wanted) {
    finding.done = !finding.edits.some((edit) => clashes(article.chosen, placeOf(article, edit), edit));
    for (const edit of finding.done ? finding.edits : []) {
      const place = placeOf(article, edit);
      const known = article.chosen[place];
      if (!known || byPlace(known, edit) !== 0) article.chosen.splice(place, 0, edit);
    }
  }
  for (const finding of article.findings) finding.done ||= !finding.edits.length;
}

function placeOf(article, edit) {
  return firstIndex(article.chosen, (other) => byPlace(other, edit) >= 0);
}

function byPlaces(some, others) {
  const differs = some.findIndex((edit, index) => others[index] && byPlace(edit, others[index]) !== 0);
  return differs < 0 ? some.length - others.length : byPlace(some[differs], others[differs]);
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
  const overlaps = (other) => same(other) || (other.start < edit.end && edit.start < other.end);
  const clash = (other) => overlaps(other) && byPlace(other, edit) !== 0;
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
