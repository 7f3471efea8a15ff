/* Files to save and to load, and what the browser keeps. */

const STORE = `mtfix-review:${PAGE.key}`;
const TASTE = "mtfix-review";
const HOW = "Save the report and the decisions: `mtfix apply mtfix-report.json mtfix-decisions.jsonl` builds the file.";
// At least one letter or digit, and nothing that could open a list.
const PLAIN_WORDS = /^(?!\s*(?:-|\d+\.))(?=.*[\p{L}\p{N}])[\p{L}\p{M}\p{N} ,.:'’“”–-]+$/u;
// Line ends to some readers, which may not stand in a line of the decisions file.
const LINE_ENDS = /[\x7f-\x9f\u2028\u2029]/g;

let taste = { theme: "", keys: true, markup: false, by: "" };
let kept = true;
let timer = 0;

// Why the page cannot build the corrected article; "" where it can.
function refusal(article) {
  if (!article.savable) return `This page cannot write a ${article.format} file in ${article.encoding}. ${HOW}`;
  const own = article.chosen.filter((edit) => edit.own);
  if (own.some(partsParagraph)) return "Your wording has an empty line, which would part its paragraph: take it out.";
  if (own.some((edit) => spansMarkup(article, edit))) return `Your wording stands in the place of mark-up. ${HOW}`;
  const plain = (edit) => article.wording === "plain" && PLAIN_WORDS.test(edit.after);
  if (article.wording === "any" || own.every(plain)) return "";
  return `Your wording has signs that may be mark-up in ${article.format}. ${HOW}`;
}

function partsParagraph({ after }) {
  const lines = after.split(/\r\n?|\n/);
  return lines.length > 1 && lines.some((line) => !line.trim());
}

function spansMarkup({ markup }, { start, end }) {
  return markup[firstAfter(markup, start)] < end;
}

function corrected(article) {
  const built = spliced(article.chosen, 0, article.text.length, (start, end) => article.text.slice(start, end));
  return new Blob([article.mark ? "\ufeff" : "", built]);
}

// One decision a line, as mtfix itself writes them.
function decisionLines() {
  const escape = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return [...decisions.keys()].sort().map((mark) => {
    const { verdict, replacement, by, at, note } = decisions.get(mark);
    const { rule, text, concept, context } = byMark.get(mark)[0];
    const row = { fingerprint: mark, verdict, replacement, by, at, note, rule, text, concept: concept?.id, context };
    const told = Object.entries(row).filter(([, value]) => value !== undefined && value !== null);
    const fields = told.map(([name, value]) => `"${name}": ${JSON.stringify(value).replace(LINE_ENDS, escape)}`);
    return `{${fields.join(", ")}}\n`;
  }).join("");
}

function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(`Saved ${name}.`);
}

function correctedName(path) {
  const name = path === "-" ? "article.txt" : path.split(/[\\/]/).pop();
  return name.includes(".") ? name.replace(/\.[^.]*$/, ".corrected$&") : `${name}.corrected`;
}

async function load(file) {
  const met = new Map();
  let other = 0;
  for (const line of (await file.text()).split("\n").filter((one) => one.trim())) {
    const { fingerprint, verdict, replacement, by, at, note } = parsed(line) ?? {};
    if (!byMark.has(fingerprint) || !Object.hasOwn(SAID, verdict)) other++;
    else met.set(fingerprint, { verdict, replacement: replacement ?? undefined, by, at, note });
  }
  change(met);
  const rest = other ? `; ${other} lines are on no finding of this page` : "";
  say(`Loaded ${met.size} decisions${rest}. ${progress()}.`);
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

// A browser may forbid storage to a file; then the page works without.
function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch { return false; }
}

function recall(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  kept = remember(STORE, [...decisions]);
  notify();
}

function keepSoon() {
  timer ||= setTimeout(keep, 200);
}

function notify() {
  const lost = kept ? "" : "This browser keeps nothing for this page: save the decisions before you close it.";
  $("notice").textContent = [refusal(shown), lost].filter(Boolean).join(" ");
  $("notice").hidden = !$("notice").textContent;
  $("save-article").disabled = Boolean(refusal(shown));
}
