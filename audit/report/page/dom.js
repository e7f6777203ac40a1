// Building the page. Text from outside only ever becomes text nodes.

// make builds an element: attributes by name, children as nodes or texts.
function make(tag, attributes, ...children) {
  const svg = ["svg", "g", "rect", "path", "circle", "line", "text", "title", "desc"].includes(tag);
  const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, act] of Object.entries(value)) e.addEventListener(event, act);
    } else if (name.startsWith("--")) {
      e.style.setProperty(name, value);
    } else {
      e.setAttribute(name, value === true ? "" : value);
    }
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined) continue;
    e.append(child instanceof Node ? child : shown(String(child)));
  }
  return e;
}

// Characters that act instead of showing: controls, direction marks, invisible formats. Joints of emoji may stay.
const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]/u;

// shown turns text into nodes in which such characters show as their codes.
function shown(text) {
  if (!acting.test(text)) return document.createTextNode(text);
  const nodes = document.createDocumentFragment();
  let plain = "";
  for (const c of text) {
    if (!acting.test(c)) {
      plain += c;
      continue;
    }
    nodes.append(plain);
    plain = "";
    const code = document.createElement("span");
    code.className = "control";
    code.textContent = "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.append(code);
  }
  nodes.append(plain);
  return nodes;
}

// look gives the classes of a cell: of a number, of one that stands out, of a column that paper has no room for.
function look(column, flagged) {
  return [column.num ? "num" : "", flagged ? "flag" : "", column.screen ? "noprint" : ""].filter(Boolean).join(" ") || null;
}

// table builds a table whose headings sort it. A column is {title, value(row), cell(row), num, flag(row), screen}; value is
// what it sorts by, flag makes a cell stand out, and screen keeps it off paper.
function table(caption, columns, rows, options = {}) {
  const body = make("tbody");
  const heads = columns.map((c, i) =>
    make("th", { scope: "col", class: look(c) },
      make("button", { type: "button", on: { click: () => sortBy(i) } }, c.title)));
  let order = rows.slice(), by = -1, down = false, filter = "";
  const limit = options.limit || 200;
  let most = limit;
  const more = make("button", { type: "button", class: "noprint", on: { click: () => { most += 1000; draw(); } } }, label("more"));

  function draw() {
    const visible = order.filter((r) => !filter || options.text(r).toLowerCase().includes(filter));
    body.replaceChildren(...visible.slice(0, most).map((r) => make("tr", null, columns.map((c, i) =>
      make(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: look(c, c.flag && c.flag(r)) },
        c.cell(r))))));
    more.hidden = visible.length <= most;
    status.textContent = label("shown", Math.min(most, visible.length), rows.length);
  }
  function sortBy(i) {
    down = by === i ? !down : Boolean(columns[i].num);
    by = i;
    const value = columns[i].value;
    order = rows.slice().sort((a, b) => {
      const x = value(a), y = value(b);
      return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
    });
    heads.forEach((h, j) => (j === i ? h.setAttribute("aria-sort", down ? "descending" : "ascending") : h.removeAttribute("aria-sort")));
    draw();
  }
  const status = make("span", { class: "note", role: "status" });
  const tools = make("div", { class: "tools" });
  if (options.text) {
    tools.append(make("label", null, label("filter"), " ",
      make("input", { type: "search", on: { input: (e) => { filter = e.target.value.trim().toLowerCase(); most = limit; draw(); } } })));
  }
  tools.append(status);
  draw();
  return make("div", null, tools,
    make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
      make("table", { class: options.class }, make("caption", null, caption), make("thead", null, make("tr", null, heads)), body)),
    more);
}

function section(title, ...children) {
  const id = "h" + (section.count = (section.count || 0) + 1);
  return make("section", { "aria-labelledby": id }, make("h2", { id }, title), ...children);
}

// tiles show key figures: [label, figure, note, bad].
function tiles(list) {
  return make("ul", { class: "tiles" }, list.map(([name, figure, note, bad]) =>
    make("li", { class: bad ? "bad" : null }, make("span", { class: "label" }, name), make("span", { class: typeof figure === "string" && figure.length > 10 ? "figure small" : "figure" }, figure),
      note ? make("span", { class: "label" }, note) : null)));
}

function stars(n) {
  return make("span", { role: "img", "aria-label": label("stars", n) }, "★".repeat(n) + "☆".repeat(5 - n));
}

// Long names lose their middle in tables, since shops begin and people end them; the whole shows when pointed at.
const mostLetters = 28;
function shortName(name) {
  const letters = Array.from(name);
  return letters.length <= mostLetters ? name : letters.slice(0, 11).join("") + "…" + letters.slice(-16).join("");
}
const nameLink = (href, name) => make("a", { href, title: name.length > mostLetters ? name : null }, shortName(name));
const agentLink = (i) => nameLink("#/agent/" + i, nameOf(run.agents[i]));
const sessionLink = (n) => nameLink("#/session/" + n, run.sessions[n][S.id]);
