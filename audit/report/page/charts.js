// Charts: plain SVG, with their figures as text for screen readers.

function chart(width, height, name, ...children) {
  return make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name }, ...children);
}

// histogram counts scores in steps of ten; the last bar holds 90 to 100.
function histogram(scores) {
  const bins = new Array(10).fill(0);
  for (const s of scores) bins[Math.min(9, Math.floor(s / 10))]++;
  const top = Math.max(1, ...bins), w = 440, h = 190;
  const name = label("histogram") + " " + bins.map((n, i) => `${i * 10}–${i === 9 ? 100 : i * 10 + 9}: ${n}`).join("; ");
  return chart(w, h, name, bins.flatMap((n, i) => {
    const height = (n / top) * 135, x = 10 + i * 43;
    return [
      make("rect", { class: i * 10 + 10 <= run.pass ? "barfill bad" : "barfill", x, y: 160 - height, width: 36, height }),
      make("text", { x: x + 18, y: 154 - height, "text-anchor": "middle" }, n),
      make("text", { x: x + 18, y: 178, "text-anchor": "middle" }, i === 9 ? "90+" : i * 10),
    ];
  }), make("line", { class: "axis", x1: 5, x2: 435, y1: 160.5, y2: 160.5 }));
}

// trend draws the mean score by day.
function trend(days) {
  const known = days.filter((d) => d.key && d.sessions);
  if (known.length < 2) return make("p", { class: "note" }, label("trend_short"));
  const w = 440, h = 190, left = 42, right = 425; // units of the drawing
  const low = Math.max(0, Math.floor((Math.min(...known.map((d) => d.mean)) - 2) / 5) * 5);
  const x = (i) => left + ((right - left) * i) / (known.length - 1);
  const y = (v) => 160 - ((v - low) / (100 - low || 1)) * 140;
  const name = label("trend") + " " + known.map((d) => `${d.key}: ${fixed(d.mean)} (${d.sessions})`).join("; ");
  const drawing = chart(w, h, name,
    make("line", { class: "axis", x1: left, x2: right, y1: 160.5, y2: 160.5 }),
    make("text", { x: left - 6, y: 164, "text-anchor": "end" }, low), make("text", { x: left - 6, y: 24, "text-anchor": "end" }, 100),
    make("path", { class: "trend", d: known.map((d, i) => (i ? "L" : "M") + x(i).toFixed(1) + " " + y(d.mean).toFixed(1)).join(" ") }),
    run.pass > low && run.pass < 100 ? [
      make("line", { class: "axis dashed", x1: left, x2: right, y1: y(run.pass), y2: y(run.pass) }),
      y(run.pass) < 146 && y(run.pass) > 34 ? make("text", { x: left - 6, y: y(run.pass) + 4, "text-anchor": "end" }, run.pass) : null,
    ] : [],
    known.map((d, i) => make("circle", { class: d.earlier ? "dot earlier" : "dot", cx: x(i), cy: y(d.mean), r: 3.5 }, make("title", null, `${d.key}: ${fixed(d.mean)}`))),
    known.length <= 8 ? known.map((d, i) => make("text", { x: x(i), y: y(d.mean) - 8, "text-anchor": i === 0 ? "start" : i === known.length - 1 ? "end" : "middle" }, fixed(d.mean))) : [],
    make("text", { x: left, y: 180 }, known[0].key), make("text", { x: right, y: 180, "text-anchor": "end" }, known[known.length - 1].key));
  return known.some((d) => d.earlier) ? make("div", null, drawing, make("p", { class: "note" }, label("earlier"))) : drawing;
}

// ranked draws what cost the points, longest bar first.
function ranked(rules) {
  const list = rules.filter((r) => r.deducted > 0);
  if (!list.length) return make("p", { class: "note" }, label("no_cost"));
  const top = Math.max(...list.map((r) => r.deducted));
  return make("ol", { class: "rank" }, list.map((r) =>
    make("li", null, make("span", null, ruleTitle(r.rule)),
      make("span", { class: "track", "aria-hidden": "true" }, make("span", { class: "fill", "--share": r.deducted / top })),
      make("span", null, label("points_times", points(r.deducted), r.findings)))));
}

// heatMap crosses groups with rules: sessions with a finding per hundred judged.
function heatMap() {
  const rules = run.rules.filter((r) => r.findings).slice(0, 14), agents = run.rows.slice(0, 30);
  if (!rules.length || !agents.length) return make("p", { class: "note" }, label("nothing_found"));
  const head = make("tr", null, make("th", { scope: "col" }, run.keyTitle), rules.map((r) => make("th", { scope: "col" }, ruleTitle(r.rule))));
  const body = agents.map((row) => {
    const own = new Map((run.rulesOf[row.key] || []).map((r) => [r.rule, r]));
    return make("tr", null, make("th", { scope: "row" }, groupCell(row)), rules.map((rule) => {
      const r = own.get(rule.rule);
      if (!r || !r.sessions) return make("td", { class: "soft" }, "·");
      const rate = r.judged ? r.sessions / r.judged : 1;
      return make("td", { class: "hit", "--heat": Math.max(0.12, rate), title: label("of_sessions", r.sessions, r.judged) }, Math.round(rate * 100));
    }));
  });
  return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label("heat") },
    make("table", { class: "heat" }, make("caption", null, label("heat_note", agents.length, run.rows.length)), make("thead", null, head), make("tbody", null, body)));
}

// timeline shows who spoke when in a call, with silences of two seconds and more, and overlaps.
function timeline(turns) {
  const spoken = turns.filter((t) => t.start >= 0 && t.end >= t.start);
  if (!spoken.length) return null;
  const end = Math.max(...spoken.map((t) => t.end)) || 1, w = 900, x = (ms) => 70 + (ms / end) * 820;
  const bars = [], silences = [], overlaps = [];
  let heard = 0;
  for (const t of spoken.slice().sort((a, b) => a.start - b.start)) {
    const lane = t.role === "customer" ? 62 : 26;
    bars.push(make("rect", { class: t.role === "customer" ? "talk-customer" : "talk-agent", x: x(t.start), y: lane, width: Math.max(1, x(t.end) - x(t.start)), height: 20 },
      make("title", null, `${label("role_" + t.role)} ${seconds(t.start)}–${seconds(t.end)}`)));
    if (t.start - heard >= 2000) {
      silences.push(make("rect", { class: "silence", x: x(heard), y: 50, width: x(t.start) - x(heard), height: 8 },
        make("title", null, label("silence", seconds(t.start - heard)))));
    }
    if (t.start < heard) {
      overlaps.push(make("rect", { class: "overlap", x: x(t.start), y: 49, width: Math.max(2, x(Math.min(heard, t.end)) - x(t.start)), height: 10 },
        make("title", null, label("overlap", seconds(Math.min(heard, t.end) - t.start)))));
    }
    heard = Math.max(heard, t.end);
  }
  return make("figure", null,
    chart(w, 110, label("timeline_text", seconds(end), silences.length, overlaps.length),
      make("text", { x: 62, y: 41, "text-anchor": "end" }, label("role_agent")), make("text", { x: 62, y: 77, "text-anchor": "end" }, label("role_customer")),
      bars, silences, overlaps,
      make("text", { x: 70, y: 104 }, "0"), make("text", { x: 890, y: 104, "text-anchor": "end" }, seconds(end))),
    make("figcaption", { class: "legend" }, label("timeline_text", seconds(end), silences.length, overlaps.length),
      silences.length ? make("span", null, make("span", { class: "key silence" }), " ", label("key_silence")) : null,
      overlaps.length ? make("span", null, make("span", { class: "key overlap" }), " ", label("key_overlap")) : null));
}

const seconds = (ms) => (ms / 1000).toFixed(1) + "s";
