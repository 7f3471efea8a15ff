/* The cards: one for each finding of the article shown; the current one is open. */

const LABELS = {
  changed: "Changed by mtfix",
  suggested: "Suggestion",
  look: "To look at",
  skipped: "Not done",
  ignored: "Ignored before",
  accepted: "Accepted",
  wording: "Your wording",
  rejected: "Rejected",
  left: "Left as it is",
  blocked: "Gives way to another",
};
const ACTIONS = [
  ["accept", "Accept", "a", "Make the change"],
  ["reject", "Reject", "r", "The place is right as it is"],
  ["ignore", "Ignore", "i", "True, but the place stays as it is"],
  ["wording", "Reword…", "e", "Accept with your own words"],
];
// Letters of a text that a card shows at most.
const SHOWN = 160;
// Cards in a stack, which the browser lays out only when it comes into view; about the height of one in pixels.
const STACK = 50;
const HEIGHT = 95;

function stack(article) {
  article.findings.forEach(makeCard);
  article.stacks = [];
  for (let at = 0; at < article.findings.length; at += STACK) {
    const some = article.findings.slice(at, at + STACK);
    article.stacks.push({ some, element: make("ol", { className: "stack" }, ...some.map((one) => one.card)) });
  }
}

function refreshStack({ some, element }) {
  let count = 0;
  for (const finding of some) {
    paintCard(finding);
    finding.card.hidden = finding !== current && !matches(finding);
    count += !finding.card.hidden;
  }
  element.hidden = !count;
  element.style.containIntrinsicBlockSize = `${count * HEIGHT}px`;
}

function makeCard(finding) {
  finding.button = make("button", { type: "button", className: "head" });
  const message = make("p", { className: "message" }, ...signs(finding.message));
  finding.card = make("li", { className: "card" }, make("h3", {}, finding.button), message);
  Object.assign(finding.card.dataset, { finding: finding.index, severity: finding.severity });
}

function paintCard(finding) {
  const decision = decisions.get(finding.mark);
  const state = stateOf(finding);
  const after = decision?.replacement ?? finding.offer;
  const sign = [state, after, finding === current].join("\0");
  if (finding.sign === sign) return;
  finding.sign = sign;
  finding.card.dataset.state = state;
  finding.card.classList.toggle("current", finding === current);
  finding.button.ariaExpanded = String(finding === current);
  finding.button.replaceChildren(facts(finding, state), comparison(finding.words, after));
  finding.card.querySelector(".detail")?.remove();
  if (finding === current) finding.card.append(detail(finding, decision));
}

function facts(finding, state) {
  const { severity, rule, span } = finding;
  const parts = Object.entries({ severity, rule, line: `line ${span.line}`, state: LABELS[state] });
  const spans = parts.flatMap(([className, text]) => [make("span", { className }, ...signs(text)), " "]);
  return make("span", { className: "facts" }, ...spans);
}

function comparison(before, after) {
  const words = make("span", { className: "words" });
  if (after === null || after === before) words.append(...brief(before));
  else {
    if (before) words.append(make("del", {}, ...brief(before)), " ");
    words.append(after ? make("ins", {}, ...brief(after)) : make("em", {}, "(deleted)"));
  }
  return words;
}

function brief(text) {
  if (!text.trim()) return text.replace(/\s/g, "␣");
  return signs(text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);
}

function detail(finding, decision) {
  const list = make("dl");
  const [fix] = finding.fixes;
  const row = (name, text) => text && list.append(make("dt", {}, name), make("dd", {}, ...signs(text)));
  row("Reason", finding.reason ?? fix?.reason);
  row("Change", fix?.title);
  finding.evidence.forEach((text, index) => row(index ? "" : "Evidence", text));
  row("Name", finding.concept?.preferred && sourceOf(finding.concept));
  row("Rule", PAGE.rules[finding.rule]);
  row("Decided", decision && [decision.by, decision.at?.slice(0, 10), decision.note].filter(Boolean).join(", "));
  const choices = [...others(finding), actions(finding, decision), ...everywhere(finding)];
  return make("div", { className: "detail" }, list, ...choices);
}

function sourceOf({ preferred, glossary, line }) {
  return `${preferred} (${glossary.split(/[\\/]/).pop()}, line ${line})`;
}

function actions(finding, decision) {
  const taken = decision?.replacement === undefined ? decision?.verdict : "wording";
  const able = ACTIONS.filter(([verdict]) => verdict !== "accept" || finding.offer !== null);
  const buttons = able.map(([verdict, text, key, title]) => {
    const onclick = () => act(verdict);
    const button = make("button", { type: "button", className: verdict, title, onclick }, text);
    button.ariaPressed = String(verdict === taken);
    button.append(make("kbd", { ariaHidden: "true" }, key));
    return button;
  });
  const back = make("button", { type: "button", className: "back", onclick: () => act("") }, "Take back");
  return make("div", { className: "actions" }, ...buttons, ...(decision ? [back] : []));
}

function everywhere(finding) {
  const same = byName.get(nameOf(finding));
  if (same.length < 2) return [];
  const count = new Set(same.map((one) => one.article)).size;
  const what = (finding.concept ? "of this name" : "with these words") + (count > 1 ? ` in ${count} articles` : "");
  const box = make("input", { type: "checkbox" });
  return [make("label", { className: "everywhere" }, box, ` Decide for all ${same.length} places ${what}`)];
}

// Further fixes, each a wording that a click takes; only where the words stand in the text as they are.
function others(finding) {
  const wordings = new Set(finding.fixes.slice(1).map((fix) => wordingOf(finding, fix)));
  wordings.delete(null);
  if (!wordings.size || finding.article.wording !== "any") return [];
  const choices = [...wordings].map((words) => {
    const onclick = () => decide(scope(false, byWords), "accept", words);
    return make("button", { type: "button", className: "other", onclick }, ...signs(words || "(nothing)"));
  });
  return [make("p", { className: "others" }, "Or: ", ...choices)];
}

function editWording(all) {
  const place = current.card.querySelector(".detail");
  place.querySelector("form")?.remove();
  const some = scope(all, byWords);
  const words = decisions.get(current.mark)?.replacement ?? current.offer ?? current.words;
  const area = make("textarea", { id: "wording", rows: 2, value: words });
  const label = some.length > 1 ? `Your wording for ${some.length} places with these words` : "Your wording";
  const lineEnd = current.article.text.includes("\r\n") ? "\r\n" : "\n";
  const done = () => decide(some, "accept", area.value.replace(/\n/g, lineEnd));
  const cancel = () => { form.remove(); current.button.focus(); };
  const accept = make("button", { className: "primary" }, "Accept this");
  const leave = make("button", { type: "button", onclick: cancel }, "Cancel");
  const buttons = make("div", { className: "actions" }, accept, leave);
  const form = make("form", {}, make("label", { htmlFor: "wording" }, label), area, buttons);
  form.onsubmit = (event) => { event.preventDefault(); done(); };
  area.onkeydown = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") cancel();
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); done(); }
  };
  place.append(form);
  area.focus();
  area.select();
}
