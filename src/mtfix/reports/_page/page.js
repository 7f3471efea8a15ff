/* Choosing and deciding: filters, buttons, keys, settings. */

const SEVERITIES = ["critical", "major", "minor", "neutral"];
const SAID = { accept: "Accepted", reject: "Rejected", ignore: "Left as it is" };

const filters = { state: "all", severity: "", rule: "" };
let shown = null;
let current = null;
let pointed = false;

function say(text) {
  $("status").textContent = text;
}

function act(verdict, all = false) {
  if (!current) return say("Choose a finding first.");
  if (verdict === "wording") return editWording(all);
  if (verdict === "accept" && current.offer === null) return say("No change is offered. Write your own wording.");
  decide(scope(all, byName), verdict);
}

// The findings that a verdict on the current one is for: it alone, or all that share its name, or its very words.
function scope(all, groups) {
  if (!all && !current.card.querySelector(".everywhere input")?.checked) return [current];
  return groups.get(groups === byName ? nameOf(current) : wordsOf(current));
}

function decide(some, verdict, replacement) {
  take(some, verdict, replacement);
  if (verdict) step(1);
  else choose(current);
  const places = some.length > 1 ? ` at ${some.length} places` : "";
  say(`${SAID[verdict] ?? "Taken back"}${places}. ${progress()}.`);
}

function matches(finding) {
  const { state, severity, rule } = filters;
  if ((severity && finding.severity !== severity) || (rule && finding.rule !== rule)) return false;
  const decided = decisions.has(finding.mark);
  const undecided = !decided && finding.status !== "ignored";
  const done = finding.status === "applied";
  return { all: true, undecided, look: undecided && !done, changed: done, decided }[state];
}

function step(direction) {
  const start = current?.index ?? (shown.findings[0]?.index ?? 0) - 1;
  for (let i = start + direction; i >= 0 && i < findings.length; i += direction) {
    if (matches(findings[i])) return choose(findings[i]);
  }
  choose(current);
  say(direction > 0 ? "No more findings below." : "No more findings above.");
}

function choose(finding, focus = true) {
  const before = current;
  current = finding;
  if (finding && finding.article !== shown) open(finding.article);
  for (const one of new Set([before, finding])) {
    if (one?.article !== shown) continue;
    paintCard(one);
    paint(shown, runAt(shown, one.start));
    one.card.hidden = one !== finding && !matches(one);
  }
  if (!finding) return;
  finding.card.parentNode.hidden = false;
  finding.card.scrollIntoView({ block: "nearest" });
  if (focus) finding.button.focus({ preventScroll: true });
  runAt(shown, finding.start).element.querySelector(".current")?.scrollIntoView({ block: "nearest" });
}

function open(article) {
  shown = article;
  if (!article.runs) {
    layOut(article);
    stack(article);
  }
  settle(article);
  const title = make("h2", { className: articles.length > 1 ? "" : "unseen" }, ...signs(article.path));
  $("article").replaceChildren(title, article.element);
  $("article").scrollTop = 0;
  $("cards").replaceChildren(...article.stacks.map(({ element }) => element));
  refresh();
}

function visit(article) {
  current = null;
  open(article);
  choose(article.findings.find(matches) ?? null, false);
}

function refresh() {
  const count = shown.findings.filter(matches).length;
  shown.stacks.forEach(refreshStack);
  repaint(shown);
  $("findings-title").textContent = `${count} ${count === 1 ? "finding" : "findings"}`;
  $("bar").value = findings.filter((one) => decisions.has(one.mark)).length;
  $("count").textContent = progress();
  $("undo").disabled = !history.length;
  notify();
  articles.forEach(refreshEntry);
}

function filter() {
  for (const name of Object.keys(filters)) filters[name] = $(`filter-${name}`).value;
  refresh();
  // who chose with the mouse goes on with the keys of the cards, not with those of the list
  choose(current && matches(current) ? current : shown.findings.find(matches) ?? current, pointed);
  say(`${$("findings-title").textContent} shown.`);
}

function refreshEntry(article) {
  if (!article.entry) return;
  const left = article.findings.filter((one) => !decisions.has(one.mark)).length;
  article.entry.ariaCurrent = String(article === shown);
  article.entry.lastChild.textContent = left ? `${left} undecided` : "done";
}

function listArticles() {
  $("articles").hidden = articles.length < 2;
  for (const article of articles) {
    const path = make("bdi", {}, ...signs(article.path));
    article.entry = make("button", { type: "button", onclick: () => visit(article) }, path, " ", make("span"));
    $("article-list").append(make("li", {}, article.entry));
  }
}

function fillFilters() {
  const fill = (id, key, order) => {
    const rows = [...grouped(findings, key)].sort(([a], [b]) => order(a, b));
    $(id).append(...rows.map(([value, some]) => make("option", { value }, `${value} (${some.length})`)));
  };
  fill("filter-severity", (one) => one.severity, (a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b));
  fill("filter-rule", (one) => one.rule, (a, b) => (a < b ? -1 : 1));
}

function prefer(changes) {
  taste = { ...taste, ...changes };
  remember(TASTE, taste);
  showTaste();
}

function showTaste() {
  document.documentElement.dataset.theme = taste.theme;
  document.body.classList.toggle("show-markup", taste.markup);
  document.body.classList.toggle("no-keys", !taste.keys);
  $("theme").textContent = `Theme: ${taste.theme || "system"}`;
  $("keys").checked = taste.keys;
  $("markup").checked = taste.markup;
  $("by").value = taste.by;
}

function takeAllBack() {
  change(new Map([...decisions.keys()].map((mark) => [mark, undefined])));
  $("about").close();
  say("All decisions are taken back. Undo brings them again.");
}

const KEYS = { j: () => step(1), k: () => step(-1), u: undo, "?": () => $("about").showModal() };
for (const [verdict, , key] of ACTIONS) {
  KEYS[key] = () => act(verdict);
  KEYS[key.toUpperCase()] = () => act(verdict, true);
}

function onKey(event) {
  const typing = event.isComposing || event.target.closest?.("input:not([type=checkbox]), textarea, select");
  const other = event.ctrlKey || event.metaKey || event.altKey || $("about").open;
  if (typing || other || !taste.keys || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function onClick({ target }) {
  const place = target.closest(".detail") ? null : target.closest("[data-finding]");
  if (place) choose(findings[place.dataset.finding]);
}

const CLICKS = {
  undo,
  previous: () => step(-1),
  next: () => step(1),
  "save-article": () => download(correctedName(shown.path), corrected(shown)),
  "save-decisions": () => download("mtfix-decisions.jsonl", new Blob([decisionLines()])),
  "save-report": () => download("mtfix-report.json", new Blob([$("report").textContent])),
  theme: () => prefer({ theme: { "": "light", light: "dark", dark: "" }[taste.theme] }),
  help: () => $("about").showModal(),
  close: () => $("about").close(),
  reset: takeAllBack,
  article: onClick,
  cards: onClick,
};

function wire() {
  for (const [id, click] of Object.entries(CLICKS)) $(id).onclick = click;
  for (const name of Object.keys(filters)) {
    const onmousedown = () => { pointed = true; };
    const onkeydown = () => { pointed = false; };
    Object.assign($(`filter-${name}`), { onchange: filter, onmousedown, onkeydown });
  }
  $("keys").onchange = () => prefer({ keys: $("keys").checked });
  $("markup").onchange = () => prefer({ markup: $("markup").checked });
  $("by").onchange = () => prefer({ by: $("by").value.trim() });
  $("load").onchange = () => load($("load").files[0]);
  document.addEventListener("keydown", onKey);
  addEventListener("pagehide", () => { if (timer) keep(); });
  addEventListener("beforeunload", (event) => { if (!kept && decisions.size) event.preventDefault(); });
}

function start() {
  taste = { ...taste, ...recall(TASTE) };
  for (const [mark, decision] of recall(STORE) ?? []) if (byMark.has(mark)) decisions.set(mark, decision);
  $("bar").max = findings.length || 1;
  $("markup-choice").hidden = !articles.some((article) => article.markup.length);
  fillFilters();
  listArticles();
  showTaste();
  if (!articles.length) return say("The report has no articles.");
  wire();
  visit(articles[0]);
}

start();
