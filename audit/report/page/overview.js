// The first view: what matters in words, key figures, groups, heat map, distribution, rules, and what is missing.

function groupCell(row) {
  return run.by === "agent" && agentNumber.has(row.key) ? agentLink(agentNumber.get(row.key)) : nameOf(row.key);
}

function figureColumns() {
  const count = (title, get, flag) => ({ title: label(title), num: true, value: get, cell: get, flag });
  const list = [{ title: run.keyTitle, value: (r) => r.key, cell: groupCell }];
  if (run.by === "agent") list.push({ title: label("team"), value: (r) => r.team || "", cell: (r) => r.team || "" });
  return list.concat([
    count("sessions", (r) => r.sessions),
    { title: label("mean"), num: true, value: (r) => (r.sessions ? r.mean : 101), cell: (r) => (r.sessions ? fixed(r.mean) : "-"), flag: (r) => r.sessions && r.mean < run.pass },
    { title: label("star_column"), num: true, value: (r) => r.stars, cell: (r) => (r.sessions ? stars(r.stars) : "-") },
    { title: label("pass_rate"), num: true, value: (r) => (r.sessions ? r.passed / r.sessions : 2), cell: (r) => [percent(r.passed, r.sessions), r.sessions ? make("span", { class: "soft onlyprint" }, interval(r)) : null] },
    { title: label("interval"), num: true, screen: true, value: (r) => r.low, cell: (r) => (r.sessions ? make("span", { class: "soft" }, interval(r)) : "-") },
    count("fatal", (r) => r.fatal_sessions, (r) => r.fatal_sessions > 0),
    count("platform", (r) => r.platform_findings),
    { title: label("platform_points"), num: true, value: (r) => r.platform_points, cell: (r) => points(r.platform_points) },
    count("banned", (r) => r.banned),
    count("courtesy", (r) => r.courtesy),
    count("unevaluated", (r) => r.unevaluated),
    run.total.fines ? { title: label("fines"), num: true, value: (r) => r.fines, cell: (r) => points(r.fines) } : null,
    count("suspects", (r) => r.suspects),
  ].filter(Boolean));
}

function ruleColumns() {
  return [
    { title: label("rule"), value: (r) => ruleTitle(r.rule), cell: (r) => [ruleTitle(r.rule), make("span", { class: "soft" }, " " + r.rule)] },
    { title: label("sessions"), num: true, value: (r) => r.sessions, cell: (r) => r.sessions },
    { title: label("findings"), num: true, value: (r) => r.findings, cell: (r) => r.findings },
    { title: label("suspects"), num: true, value: (r) => r.suspects, cell: (r) => r.suspects },
    { title: label("deducted"), num: true, value: (r) => r.deducted, cell: (r) => points(r.deducted) },
    { title: label("judged"), num: true, value: (r) => r.judged, cell: (r) => r.judged },
    { title: label("rate"), num: true, value: (r) => (r.judged ? r.sessions / r.judged : -1), cell: (r) => percent(r.sessions, r.judged) },
    { title: label("interval"), num: true, value: (r) => r.low, cell: (r) => (r.judged ? make("span", { class: "soft" }, interval(r)) : "-") },
  ];
}

function showOverview() {
  const all = run.total, before = run.previous;
  const change = (now, then) => (before ? label("before", before.label, then) : null);
  return [
    make("h1", { tabindex: "-1" }, label("title")),
    make("ul", { class: "words" }, run.words.map((w) => make("li", null, w))),
    tiles([
      [label("sessions"), all.sessions, change(all.sessions, before && before.total.sessions)],
      [label("mean"), all.sessions ? fixed(all.mean) : "-", change(all.mean, before && fixed(before.total.mean))],
      [label("pass_rate"), percent(all.passed, all.sessions), [all.sessions ? interval(all) : "", before ? label("before", before.label, percent(before.total.passed, before.total.sessions)) : ""].filter(Boolean).join(" · ")],
      [label("fatal"), all.fatal_sessions, label("sessions_unit"), all.fatal_sessions > 0],
      [label("platform_points"), points(all.platform_points)],
      all.fines ? [label("fines"), points(all.fines), label("yuan")] : null,
      [label("suspects"), all.suspects],
    ].filter(Boolean)),
    section(label("groups", run.keyTitle), table(label("groups_note"), figureColumns(), run.rows, { text: (r) => nameOf(r.key) + " " + (r.team || "") })),
    section(label("heat"), heatMap()),
    make("div", { class: "pair" },
      section(label("histogram"), histogram(run.sessions.map((s) => s[S.score]))),
      section(label("trend"), trend(run.days))),
    section(label("rules"), table(label("rules_note"), ruleColumns(), run.rules.filter((r) => r.findings + r.suspects + r.suppressed), {})),
    section(label("sessions_section"), sessionTable(run.sessions.map((_, n) => n).sort((a, b) => worst(run.sessions[a], run.sessions[b]) || a - b))),
    unevaluatedSection(run.rules),
    sourceSection(),
  ];
}

function sessionTable(list) {
  const of = (n) => run.sessions[n];
  return table(label("sessions_note"), [
    { title: label("session"), value: (n) => of(n)[S.id], cell: sessionLink },
    { title: label("agent"), value: (n) => run.agents[of(n)[S.agent]], cell: (n) => agentLink(of(n)[S.agent]) },
    { title: label("score"), num: true, value: (n) => of(n)[S.score], cell: (n) => points(of(n)[S.score]) },
    { title: label("verdict"), value: (n) => verdictRank(of(n)), cell: (n) => verdict(of(n)[S.flags]) },
    { title: label("findings"), num: true, value: (n) => of(n)[S.findings], cell: (n) => of(n)[S.findings] },
    { title: label("started"), value: (n) => of(n)[S.started], cell: (n) => when(of(n)[S.started]) },
  ], list, { text: (n) => of(n)[S.id] + " " + nameOf(run.agents[of(n)[S.agent]]), limit: 50 });
}

const verdictRank = (s) => (s[S.flags] & FATAL ? 0 : s[S.flags] & PASSED ? 2 : 1);

function verdict(flags) {
  if (flags & FATAL) return make("span", { class: "badge fatal" }, label("fatal"));
  return make("span", { class: flags & PASSED ? "badge open" : "badge doubt" }, label(flags & PASSED ? "passed" : "failed"));
}

function unevaluatedSection(rules) {
  const rows = rules.flatMap((r) => (r.not_evaluated || []).map((w) => ({ rule: r.rule, why: w.text, sessions: w.sessions })));
  if (!rows.length) return null;
  return section(label("unevaluated"), table(label("unevaluated_note"), [
    { title: label("rule"), value: (r) => r.rule, cell: (r) => ruleTitle(r.rule) },
    { title: label("why"), value: (r) => r.why, cell: (r) => r.why },
    { title: label("sessions"), num: true, value: (r) => r.sessions, cell: (r) => r.sessions },
  ], rows, {}));
}

// sourceSection says what was read, with what, and what this page leaves out.
function sourceSection() {
  const s = run.summary;
  return section(label("sources"),
    make("ul", null,
      make("li", null, label("tool"), " ", s.tool), make("li", null, label("lexicon"), " ", s.digests.lexicon),
      make("li", null, label("scorecard"), " ", s.digests.scorecard),
      s.digests.inputs.slice(0, 50).map((i) => make("li", null, i.name, " ", make("span", { class: "soft" }, i.digest))),
      s.rejects.slice(0, 50).map((r) => make("li", null, label("not_read"), " ", r.source.file, ":", r.source.record, " ", r.reason)),
      s.passed_over.slice(0, 50).map((p) => make("li", null, label("not_read"), " ", p.file, " ", p.why))),
    make("p", { class: "note" }, run.limits));
}
