// The embedded data: the overview at once, dialogues part by part when somebody opens one.
const run = JSON.parse(document.getElementById("run").textContent);
const partCache = new Map();

// label fills in the texts of the page: %s stands for the arguments, in order.
function label(key, ...args) {
  const text = run.labels[key];
  if (text === undefined) throw new Error("no label " + key);
  return args.reduce((s, a) => s.replace("%s", () => String(a)), text);
}

// Columns of run.sessions, as report/page.go writes them.
const S = { id: 0, agent: 1, score: 2, flags: 3, findings: 4, started: 5, part: 6, place: 7, speakers: 8 };
const PASSED = 1, FATAL = 2, CALL = 4;

// dialogue gives record and turns of session n, or null where the page does not hold them.
function dialogue(n) {
  const s = run.sessions[n];
  if (s[S.part] < 0) return null;
  if (!partCache.has(s[S.part])) {
    partCache.set(s[S.part], JSON.parse(document.getElementById("part-" + s[S.part]).textContent));
  }
  return partCache.get(s[S.part])[s[S.place]];
}

// sessionsOf lists the numbers of the sessions that an agent served or had a finding in, worst first.
function sessionsOf(agent) {
  const list = [];
  run.sessions.forEach((s, n) => {
    if (s[S.agent] === agent || (s[S.speakers] || []).includes(agent)) list.push(n);
  });
  return list.sort((a, b) => worst(run.sessions[a], run.sessions[b]) || a - b);
}

function worst(a, b) {
  return (b[S.flags] & FATAL) - (a[S.flags] & FATAL) || a[S.score] - b[S.score] || b[S.findings] - a[S.findings];
}

const ruleById = new Map(run.rules.map((r) => [r.rule, r]));
const agentNumber = new Map(run.agents.map((a, i) => [a, i]));

function ruleTitle(id) {
  const r = ruleById.get(id);
  return r && r.title ? r.title : id;
}

// Numbers as every other report shows them.
const points = (f) => String(Math.round(f * 100) / 100);
const fixed = (f) => f.toFixed(2);
const percent = (part, whole) => (whole ? (Math.floor((part * 2000 + whole) / (whole * 2)) / 10).toFixed(1) + "%" : "-");
const interval = (r) => share(r.low) + " – " + share(r.high);
const share = (f) => (f * 100).toFixed(1) + "%";
const nameOf = (key) => (key === "" ? label("unknown") : key);
const when = (time) => time.slice(0, 16).replace("T", " ");
