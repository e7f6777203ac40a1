// The view of one session: the dialogue in bubbles, evidence marked in the text, and beside it what it cost and what to
// say instead.

function showSession(n) {
  const s = run.sessions[n];
  if (!s) return showMissing();
  const d = dialogue(n);
  const head = [
    make("p", { class: "noprint" }, make("a", { href: "#/agent/" + s[S.agent] }, label("back_agent", nameOf(run.agents[s[S.agent]]))), " · ", make("a", { href: "#/" }, label("back")), neighbours(n)),
    make("h1", { tabindex: "-1" }, label("session"), " ", s[S.id]),
    tiles([
      [label("score"), points(s[S.score])], [label("verdict"), verdict(s[S.flags])],
      [label("agent"), agentLink(s[S.agent])], [label("findings"), s[S.findings]], [label("started"), when(s[S.started]) || "-"],
    ]),
  ];
  if (!d) return head.concat(make("p", { class: "note" }, label("not_embedded")));
  const record = d.record, whole = record.findings.filter((f) => f.turn === null);
  return head.concat([
    make("p", { class: "soft" }, record.source.file + ":" + record.source.record,
      Object.entries(d.attributes || {}).sort().map(([k, v]) => ` · ${k} ${v}`).join("")),
    record.channel === "call" ? timeline(d.turns) : null,
    whole.length ? section(label("session_findings"), make("div", { class: "whole" }, whole.slice().sort((a, b) => b.deduct - a.deduct).map(findingCard))) : null,
    section(label("dialogue"), make("p", { class: "legend" }, make("span", null, make("mark", null, label("evidence"))), make("span", null, make("mark", { class: "context" }, label("context")))),
      make("ol", { class: "talk", start: "0" }, d.turns.map((t, i) => turnRow(record, t, i)))),
    record.not_evaluated.length ? section(label("unevaluated"), make("ul", null, record.not_evaluated.map((u) => make("li", null, ruleTitle(u.rule), " — ", run.whys[u.why] || u.why)))) : null,
  ]);
}

// neighbours lead to the next worse and the next better session of the same agent, in the order of the agent's page.
function neighbours(n) {
  const list = sessionsOf(run.sessions[n][S.agent]), at = list.indexOf(n);
  const link = (m, name) => (m === undefined ? null : [" · ", make("a", { href: "#/session/" + m }, label(name, run.sessions[m][S.id]))]);
  return [link(list[at - 1], "worse"), link(list[at + 1], "better")].filter(Boolean).flat();
}

function turnRow(record, turn, i) {
  const spans = record.findings.flatMap((f) => f.evidence.filter((e) => e.turn === i).map((e) => ({ ...e, rule: f.rule, state: stateOf(f) })));
  const who = [label("role_" + turn.role), turn.agent || "", turn.at || (turn.start >= 0 ? seconds(turn.start) : "")].filter(Boolean).join(" ");
  return make("li", { class: "turn", id: "turn-" + i, value: i },
    make("div", { class: "said " + turn.role }, make("span", { class: "who" }, "#" + i + " " + who), make("p", { class: "bubble", dir: "auto" }, marked(turn.text, spans))),
    make("div", { class: "margin" }, record.findings.filter((f) => f.turn === i).map(findingCard)));
}

// marked cuts the text at the ends of the evidence. Offsets count characters (code points), not UTF-16 units.
function marked(text, spans) {
  const chars = Array.from(text);
  const cuts = [...new Set([0, chars.length, ...spans.flatMap((s) => [s.start, s.end])])]
    .filter((c) => c >= 0 && c <= chars.length).sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const piece = shown(chars.slice(cuts[i], cuts[i + 1]).join(""));
    const over = spans.filter((s) => s.start <= cuts[i] && s.end >= cuts[i + 1] && s.end > s.start);
    if (!over.length) {
      nodes.push(piece);
      continue;
    }
    const titles = [...new Set(over.map((s) => ruleTitle(s.rule)))].join("; ");
    nodes.push(make("mark", { class: over.every((s) => s.context) ? "context" : null, title: titles }, piece));
  }
  return nodes;
}

function stateOf(f) {
  return f.suppressed ? "held" : f.suspect ? "suspect" : "counted";
}

function findingCard(f) {
  const info = ruleById.get(f.rule) || {}, state = stateOf(f);
  const badge = f.fatal ? ["fatal", label("fatal")] : state === "suspect" ? ["doubt", label("suspect")] : state === "held" ? ["held", label("held")] : null;
  const cost = [
    f.deduct ? label("minus", points(f.deduct)) : null, f.platform_points ? label("platform_minus", points(f.platform_points)) : null,
    f.fine ? label("fine", points(f.fine)) : null, f.value !== undefined ? label("measured", points(f.value)) : null,
  ].filter(Boolean).join(" · ");
  return make("div", { class: "finding " + state },
    make("strong", null, ruleTitle(f.rule)), " ", badge ? make("span", { class: "badge " + badge[0] }, badge[1]) : null,
    make("p", { class: "soft" }, [run.severities[f.severity] || f.severity, cost].filter(Boolean).join(" · ")),
    f.suppressed ? make("p", null, f.suppressed) : null,
    info.advice ? make("p", null, label("say_instead"), info.advice) : null,
    info.cite ? make("p", { class: "soft" }, info.cite) : null);
}
