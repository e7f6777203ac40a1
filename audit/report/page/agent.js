// The page of one agent: where the points went, against team and last time, and dialogues to learn from.

function showAgent(i) {
  const key = run.agents[i], row = run.agentRows[key];
  if (!row) return showMissing();
  const rules = run.agentRules[key] || [], before = run.previous && run.previous.rows.find((r) => r.key === key);
  const team = row.team ? run.teams[row.team] : null;
  const list = sessionsOf(i);
  return [
    make("p", { class: "noprint" }, make("a", { href: "#/" }, label("back"))),
    make("h1", { tabindex: "-1" }, nameOf(key), row.team ? make("span", { class: "soft" }, " " + row.team) : null),
    tiles([
      [label("mean"), row.sessions ? fixed(row.mean) : "-", [team ? label("team_mean", fixed(team.mean)) : "", before ? label("before", run.previous.label, fixed(before.mean)) : ""].join(" ").trim()],
      [label("star_column"), row.sessions ? stars(row.stars) : "-"],
      [label("sessions"), row.sessions, row.shared ? label("shared", row.shared) : null],
      [label("pass_rate"), percent(row.passed, row.sessions), row.sessions ? interval(row) : null],
      [label("fatal"), row.fatal_sessions, label("sessions_unit"), row.fatal_sessions > 0],
      [label("platform_points"), points(row.platform_points)],
      row.fines ? [label("fines"), points(row.fines), label("yuan")] : null,
      [label("unevaluated"), row.incomplete, row.incomplete ? label("incomplete", row.unevaluated) : label("sessions_unit")],
    ].filter(Boolean)),
    row.unknown_roles ? make("p", { class: "note" }, label("unknown_roles", row.unknown_roles)) : null,
    row.sessions < 30 ? make("p", { class: "note" }, label("small_sample", row.sessions)) : null,
    section(label("cost"), ranked(rules)),
    adviceSection(rules),
    lessonSection(key),
    make("div", { class: "pair" },
      section(label("trend"), trend(run.agentDays[key] || [])),
      section(label("histogram"), histogram(list.filter((n) => run.sessions[n][S.agent] === i).map((n) => run.sessions[n][S.score])))),
    section(label("rules"), table(label("rules_note"), ruleColumns(), rules.filter((r) => r.findings + r.suspects + r.suppressed), {})),
    section(label("sessions_section"), sessionTable(list)),
    unevaluatedSection(rules),
  ];
}

// adviceSection sets the better wording beside each weakness, costliest first.
function adviceSection(rules) {
  const weak = rules.filter((r) => r.findings).slice(0, 8);
  if (!weak.length) return null;
  return section(label("advice"), weak.map((r) => {
    const info = ruleById.get(r.rule) || {};
    return make("div", { class: "advice" }, make("strong", null, ruleTitle(r.rule)), " ",
      make("span", { class: "soft" }, label("points_times", points(r.deducted), r.findings)),
      make("div", null, info.advice || label("no_advice")), info.cite ? make("div", { class: "soft" }, info.cite) : null);
  }));
}

function lessonSection(key) {
  const lessons = run.lessons[key] || [];
  if (!lessons.length) return null;
  return section(label("lessons"), make("ol", { class: "cards" }, lessons.map((l) =>
    make("li", null, make("strong", null, label("lesson_" + l.kind)), " ", sessionLink(l.session), " ",
      label("score_of", points(run.sessions[l.session][S.score])), " ", verdict(run.sessions[l.session][S.flags]),
      l.rule ? make("div", { class: "soft" }, ruleTitle(l.rule)) : null,
      l.text ? make("p", { class: "bubble" }, l.text) : null,
      l.rule && (ruleById.get(l.rule) || {}).advice ? make("p", { class: "instead" }, label("say_instead"), ruleById.get(l.rule).advice) : null))));
}

function showMissing() {
  return [make("h1", { tabindex: "-1" }, label("missing")), make("p", null, make("a", { href: "#/" }, label("back")))];
}
